import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isOurs, lastFour, makeCode, normalizeCode } from '../../../api/rewards/code'

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const strong = (bytes: number) => crypto.getRandomValues(new Uint8Array(bytes))
const prefixes = fc.option(fc.stringMatching(/^[A-Z0-9]{2,8}$/))

const replaced = (code: string, i: number, symbol: string) => code.slice(0, i) + symbol + code.slice(i + 1)
const swapped = (code: string, i: number) =>
  code.slice(0, i) + code.charAt(i + 1) + code.charAt(i) + code.slice(i + 2)

describe('makeCode', () => {
  it('gives three groups of four and a check symbol', () => {
    for (let i = 0; i < 200; i++)
      expect(makeCode(strong, null)).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]$/)
  })

  it('puts the prefix of the merchant before them', () => {
    expect(makeCode(strong, 'LAUREL')).toMatch(/^LAUREL-([0-9A-Z]{4}-){3}[0-9A-Z]$/)
  })

  it('checks by the number of the symbols modulo 37', () => {
    const bytes = Uint8Array.from([7, 19, 3, 20, 9, 22, 24, 26, 11, 2, 28, 15])
    const number = bytes.reduce((sum, byte) => sum * 32n + BigInt(byte), 0n)
    const code = makeCode(() => bytes, null)
    expect(code).toBe(`7K3M-9PRT-B2WF-${ALPHABET.charAt(Number(number % 37n))}`)
  })

  it('draws again when the check has no plain symbol', () => {
    const draws = [Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0), new Uint8Array(12)]
    expect(makeCode(() => draws.shift() ?? strong(12), null)).toBe('0000-0000-0000-0')
    expect(draws).toEqual([])
  })

  it('fails rather than draw for ever', () => {
    const stuck = Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0)
    expect(() => makeCode(() => stuck, null)).toThrow('repeats itself')
  })

  it('reaches every symbol and repeats no code', () => {
    const codes = Array.from({ length: 2000 }, () => normalizeCode(makeCode(strong, null)).slice(0, 12))
    expect(new Set(codes.join(''))).toEqual(new Set(ALPHABET))
    expect(new Set(codes).size).toBe(codes.length)
  })
})

describe('normalizeCode', () => {
  it('reads a code however it is typed', () => {
    const code = '7K3M9QXTB2WF0'
    for (const typed of [
      '7K3M-9QXT-B2WF-0',
      '7k3m 9qxt b2wf o',
      ' 7k3m–9qxt—b2wf‑O ',
      '7K3M\u00a09QXT\u200bB2WF\u22120',
      '７Ｋ３Ｍ９ＱＸＴＢ２ＷＦ０',
    ])
      expect(normalizeCode(typed)).toBe(code)
    expect(normalizeCode('il-IL-oO')).toBe('111100')
  })

  it('keeps the prefix, mapped like the rest', () => {
    expect(normalizeCode('laurel-7K3M-9QXT-B2WF-C')).toBe('1AURE17K3M9QXTB2WFC')
  })

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(fc.string(), typed => {
        expect(normalizeCode(normalizeCode(typed))).toBe(normalizeCode(typed))
      }),
    )
  })
})

describe('isOurs', () => {
  it('accepts what makeCode makes, with its own prefix only', () => {
    fc.assert(
      fc.property(prefixes, prefix => {
        const normalized = normalizeCode(makeCode(strong, prefix))
        expect(isOurs(normalized, prefix)).toBe(true)
        expect(isOurs(normalized, `${prefix ?? ''}QQ`)).toBe(false)
        if (prefix) expect(isOurs(normalized, null)).toBe(false)
      }),
    )
  })

  it('catches every wrong symbol', () => {
    for (let round = 0; round < 20; round++) {
      const code = normalizeCode(makeCode(strong, null))
      for (let i = 0; i < 13; i++)
        for (const symbol of ALPHABET)
          expect(isOurs(replaced(code, i, symbol), null)).toBe(symbol === code.charAt(i))
    }
  })

  it('catches every swap of neighbours', () => {
    for (let round = 0; round < 200; round++) {
      const code = normalizeCode(makeCode(strong, null))
      for (let i = 0; i < 12; i++)
        expect(isOurs(swapped(code, i), null)).toBe(code.charAt(i) === code.charAt(i + 1))
    }
  })

  it('refuses other lengths and other alphabets', () => {
    for (const foreign of ['', '0', '000000000000', '00000000000000', '000000000000U', 'SUMMER2026'])
      expect(isOurs(foreign, null)).toBe(false)
  })
})

describe('lastFour', () => {
  it('is the end of the code without hyphens', () => {
    expect(lastFour('LAUREL-7K3M-9QXT-B2WF-C')).toBe('2WFC')
    expect(lastFour('spool-ol')).toBe('olol')
    expect(lastFour('AB')).toBe('AB')
  })
})
