import { describe, expect, it } from 'vitest'
import { flagsOf, type Signs } from '../../../api/referrals/flags'

const NOTHING_ODD: Signs = {
  ...{ email: 'lin@example.com', emailKey: 'lin', advocateKey: 'ada' },
  ...{ others: [{ email: 'grace@example.com', emailKey: 'grace' }], ofNetwork: 0, inHour: 0 },
}
const flags = (signs: Partial<Signs>) => flagsOf({ ...NOTHING_ODD, ...signs }, 10)

describe('flags of a claim', () => {
  it('are none where nothing is odd or known', () => {
    expect(flags({})).toEqual([])
    expect(flags({ email: null, emailKey: null, advocateKey: null })).toEqual([])
    expect(flags({ email: null, emailKey: null, others: [{ email: null, emailKey: null }] })).toEqual([])
  })

  it('say whose address it is like, and do not say it twice', () => {
    expect(flags({ emailKey: 'ada' })).toEqual(['similar_email'])
    expect(flags({ emailKey: 'grace' })).toEqual(['similar_email'])
    expect(flags({ email: 'Grace@Example.com', emailKey: 'grace' })).toEqual(['same_email'])
  })

  it('begin above three of a network and above the burst of the programme', () => {
    expect([flags({ ofNetwork: 2 }), flags({ ofNetwork: 3 })]).toEqual([[], ['same_network']])
    expect([flags({ inHour: 9 }), flags({ inHour: 10 })]).toEqual([[], ['burst']])
  })

  it('come together', () => {
    const all = { emailKey: 'ada', ofNetwork: 30, inHour: 30 }
    expect(flags(all)).toEqual(['similar_email', 'same_network', 'burst'])
  })
})
