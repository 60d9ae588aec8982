const money = new Intl.NumberFormat('en-GB', { style: 'currency', currency: 'GBP' })
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' })
const whole = new Intl.NumberFormat('en-GB')

export const pounds = (pence: number) => money.format(pence / 100)
export const date = (instant: string) => day.format(new Date(instant))
export const count = (value: number) => whole.format(value)
export const plural = (value: number, one: string, many = `${one}s`) =>
  `${count(value)} ${value === 1 ? one : many}`
