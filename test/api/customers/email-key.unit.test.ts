import { describe, expect, it } from 'vitest'
import { normaliseEmail } from '../../../api/customers/email-key'

describe('normaliseEmail', () => {
  it('gives look-alikes one name', () => {
    const alike = ['ada.l@gmail.com', 'AdaL+x@GMail.com', 'a.d.a.l+1+2@googlemail.com']
    expect(new Set(alike.map(normaliseEmail))).toEqual(new Set(['adal@gmail.com']))
  })

  it('drops dots and plus parts at any domain', () => {
    expect(normaliseEmail('first.last+shop@example.com')).toBe('firstlast@example.com')
  })

  it('keeps domains apart', () => {
    expect(normaliseEmail('ada@mail.example.com')).not.toBe(normaliseEmail('ada@example.com'))
  })

  it('leaves a local part that would be nothing', () => {
    expect(normaliseEmail('+x@example.com')).not.toBe(normaliseEmail('+y@example.com'))
  })
})
