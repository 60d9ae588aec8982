/** Minor units as a shopper reads them: 4990 is £49.90, ¥4,990 or KWD 4.990; whole amounts have no decimals. */
export function formatMoney(locale: string, amountMinor: number, currency: string): string {
  const digits = digitsOf(currency)
  const amount = amountMinor / 10 ** digits
  const decimals = Number.isInteger(amount) ? 0 : digits
  return new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  })
    .format(amount)
    .replace(LETTERS_AND_SIGN, `$&\u200e`)
}

/** "UK£", at the end of an Arabic amount: a mark keeps the sign from wandering to the other side of its letters. */
const LETTERS_AND_SIGN = /[A-Z]\p{Sc}$/u

const digitsOf = (currency: string): number =>
  new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2
