/** Crockford base32: no I, L, O or U, so that nothing reads like something else. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const SYMBOLS = 12
const CODE = new RegExp(`^[${ALPHABET}]{${SYMBOLS + 1}}$`)
/** A prime above 32: every wrong symbol and every swap of neighbours changes the remainder. */
const CHECK_PRIME = 37
/** A code in seven is drawn again, so this many in a row means the source of randomness is broken. */
const DRAWS = 100
/** Every hyphen, dash and space a keyboard, a mail program or a copied page puts between groups. */
const SEPARATORS = /[\s\p{Pd}\p{Cf}\u2212]/gu

/**
 * A new code, `XXXX-XXXX-XXXX-C` or `PREFIX-XXXX-XXXX-XXXX-C`: 60 random bits and a check symbol. Remainders
 * above 31 would need Crockford's extra check symbols (`*~$=U`), so those codes are drawn again.
 *
 * @param random a cryptographic source of that many bytes
 * @throws Error when the source keeps repeating itself
 */
export function makeCode(random: (bytes: number) => Uint8Array, prefix: string | null): string {
  for (let draw = 0; draw < DRAWS; draw++) {
    const symbols = Array.from(random(SYMBOLS), byte => ALPHABET.charAt(byte % ALPHABET.length)).join('')
    const check = ALPHABET.charAt(checkValue(symbols))
    if (check === '') continue
    const groups = [symbols.slice(0, 4), symbols.slice(4, 8), symbols.slice(8), check]
    return (prefix === null ? groups : [prefix, ...groups]).join('-')
  }
  throw new Error('the source of randomness repeats itself')
}

/**
 * A code as it is looked up, ours or a merchant's own: upper case, without spaces and hyphens, O read as 0,
 * I and L as 1. Codes that differ only in these are one code.
 */
export function normalizeCode(typed: string): string {
  return typed
    .normalize('NFKC')
    .replace(SEPARATORS, '')
    .toUpperCase()
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1')
}

/** Whether a normalised code is the prefix and 13 symbols of which the last checks the others. */
export function isOurs(normalized: string, prefix: string | null): boolean {
  const start = normalizeCode(prefix ?? '')
  if (!normalized.startsWith(start)) return false
  const code = normalized.slice(start.length)
  return CODE.test(code) && ALPHABET.indexOf(code.charAt(SYMBOLS)) === checkValue(code.slice(0, SYMBOLS))
}

/** The last four symbols as they are printed, to name a code without giving it away. */
export function lastFour(code: string): string {
  return code.replace(SEPARATORS, '').slice(-4)
}

function checkValue(symbols: string): number {
  let value = 0
  for (const symbol of symbols) value = (value * ALPHABET.length + ALPHABET.indexOf(symbol)) % CHECK_PRIME
  return value
}
