import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { codesIn } from '../../../api/rewards/csv'

describe('codesIn', () => {
  it.each([
    ['one code a line', 'a\nb\n', ['a', 'b']],
    ['no line break at the end', 'a\nb', ['a', 'b']],
    ['the line breaks of Windows', 'a\r\nb\r\n', ['a', 'b']],
    ['a mark at the beginning', '\uFEFFcode\r\na\r\n', ['a']],
    ['blank lines', '\n\na\n  \n\nb\n,,\n\n', ['a', 'b']],
    ['spaces around', ' a \n\tb\n', ['a', 'b']],
    ['the first column', 'a,1\nb,2\n', ['a', 'b']],
    ['a header of one column', 'code\na\nb', ['a', 'b']],
    ['a column that is headed code', 'id,Code,note\n1,a,x\n2,b,y\n', ['a', 'b']],
    ['semicolons', 'id;code\n1;a\n2;b\n', ['a', 'b']],
    ['tabs', 'id\tcode\n1\ta\n2\tb\n', ['a', 'b']],
    ['quotes', '"code","note"\n"a","x, y"\n"b ""quoted""","z"\n', ['a', 'b "quoted"']],
    ['a quoted line break in another column', 'code,note\na,"two\nlines"\nb,x\n', ['a', 'b']],
    ['a row without a code', 'id,code\n1,a\n2,\n', ['a', '']],
    ['nothing', '', []],
    ['nothing but a header', 'code\n', []],
  ])('reads %s', (_, text, codes) => {
    expect(codesIn(text)).toEqual(codes)
  })

  it('refuses a quote that is never closed, and says where', () => {
    expect(() => codesIn('a\n"b\nc')).toThrow(
      expect.objectContaining({
        code: 'invalid_request',
        extra: { errors: [expect.objectContaining({ path: 'codes.1' })] },
      }),
    )
  })

  it('reads back whatever a spreadsheet quotes', () => {
    const code = fc.string({ minLength: 1, unit: fc.constantFrom('a', 'Z', '9', '-', '"', ',', ';', ' ') })
    const codes = fc.array(
      code.map(text => text.trim()).filter(text => text !== ''),
      { minLength: 1 },
    )
    fc.assert(
      fc.property(codes, fc.constantFrom('\n', '\r\n'), fc.constantFrom(',', ';'), (all, end, comma) => {
        const rows = all.map((text, i) => `${i}${comma}"${text.replaceAll('"', '""')}"`)
        expect(codesIn([`id${comma}code`, ...rows, ''].join(end))).toEqual(all)
      }),
    )
  })
})
