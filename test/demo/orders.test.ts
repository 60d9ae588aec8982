import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { openArchive } from '../../demo/orders/archive'
import { rowsOf } from '../../demo/orders/csv'
import { foldSales } from '../../demo/orders/fold'
import { type Invoice, invoicesOf } from '../../demo/orders/invoices'
import { londonMinute } from '../../demo/orders/london'
import { matchCancellations } from '../../demo/orders/match'
import { titleCase } from '../../demo/orders/names'
import { describeCustomers, readCountries, readOrders } from '../../demo/orders/read'
import { refundsOf } from '../../demo/orders/refunds'
import { ImportLine } from '../../sdk/contract/order'

const lines = readOrders()
const orders = lines.filter(line => line.type === 'order')
const refunds = lines.filter(line => line.type === 'refund')
const { report } = openArchive('demo/orders/online-retail.json.br')

const sum = (values: number[]) => values.reduce((total, value) => total + value, 0)

describe('the shipped orders', () => {
  it('are 18,536 of 4,339 customers', () => {
    expect(orders).toHaveLength(18_536)
    expect(new Set(orders.map(order => order.externalId)).size).toBe(18_536)
    expect(new Set(orders.map(order => order.customer.externalId)).size).toBe(4_339)
  })

  it('add up to GBP 8,911,407.90', () => {
    expect(sum(orders.map(order => order.total))).toBe(891_140_790)
    expect(orders.filter(({ lines, total }) => sum(lines.map(line => line.amount)) !== total)).toEqual([])
  })

  it('keep the first invoice as it was', () => {
    expect(lines[0]).toMatchObject({
      externalId: '536365',
      customer: { externalId: '17850' },
      placedAt: '2010-12-01T08:26:00Z',
      lines: [
        { sku: '71053', name: 'White Metal Lantern', quantity: 6, amount: 2034 },
        {},
        {},
        { sku: 'REST' },
      ],
      total: 13912,
    })
  })

  it('satisfy the import contract, every line', () => {
    const refused = lines.filter(line => !ImportLine.safeParse(line).success)
    expect(refused).toEqual([])
  })

  it('show a free line only where nothing was paid', () => {
    const free = orders.filter(order => order.lines.some(line => line.amount === 0))
    expect(free.map(order => [order.externalId, order.total])).toEqual([
      ['543599', 0],
      ['564651', 0],
      ['568384', 0],
      ['578841', 0],
    ])
  })

  it('come by time, an order before a refund of its minute', () => {
    const keys = lines.map(line => (line.type === 'order' ? `${line.placedAt} 0` : `${line.at} 1`))
    expect(keys).toEqual([...keys].sort())
  })

  it('fit into half a megabyte', () => {
    expect(readFileSync('demo/orders/online-retail.json.br').length).toBeLessThan(500_000)
  })
})

describe('the shipped refunds', () => {
  it('are 3,656 worth GBP 459,376.55', () => {
    expect(refunds).toHaveLength(3_656)
    expect(new Set(refunds.map(refund => refund.externalId)).size).toBe(3_656)
    expect(sum(refunds.flatMap(refund => refund.lines.map(line => line.amount)))).toBe(45_937_655)
  })

  it('never take more than their line has', () => {
    const left = new Map<string, { quantity: number; amount: number }>()
    for (const { externalId, lines } of orders)
      for (const { lineId, quantity, amount } of lines)
        left.set(`${externalId} ${lineId}`, { quantity, amount })
    for (const { orderExternalId, lines } of refunds)
      for (const line of lines) {
        const sold = left.get(`${orderExternalId} ${line.lineId}`)
        if (!sold) throw new Error(`No line ${line.lineId} in ${orderExternalId}`)
        sold.quantity -= line.quantity
        sold.amount -= line.amount
      }
    expect([...left.values()].filter(line => line.quantity < 0 || line.amount < 0)).toEqual([])
    expect([...left.values()].filter(line => line.quantity === 0 && line.amount !== 0)).toEqual([])
  })

  it('never come before their order', () => {
    const placed = new Map(orders.map(order => [order.externalId, order.placedAt]))
    expect(refunds.filter(refund => refund.at < (placed.get(refund.orderExternalId) ?? '9'))).toEqual([])
  })

  it('and what is unmatched make up all cancellations', () => {
    const unmatched = Object.values(report.unmatched)
    expect(report.matched.lines + sum(unmatched.map(one => one.lines))).toBe(report.cancellations.lines)
    expect(report.matched.amount + sum(unmatched.map(one => one.amount))).toBe(report.cancellations.amount)
  })
})

describe('the README', () => {
  it('states the figures of the archive', () => {
    const readme = readFileSync('demo/orders/README.md', 'utf8')
    const pounds = (pence: number) =>
      `£${(pence / 100).toLocaleString('en-GB', { minimumFractionDigits: 2 })}`
    const count = (value: number) => value.toLocaleString('en-GB')
    const rows = [
      `| orders | ${count(report.orders)} | ${pounds(report.total)} |`,
      `| customers | ${count(report.customers)} | |`,
      `| cancelled lines | ${count(report.cancellations.lines)} | ${pounds(report.cancellations.amount)} |`,
      `| … matched | ${count(report.matched.lines)} | ${pounds(report.matched.amount)} |`,
      ...Object.entries(report.unmatched).map(
        ([reason, { lines, amount }]) => `| … unmatched: ${reason} | ${count(lines)} | ${pounds(amount)} |`,
      ),
      `| refunds | ${count(report.matched.refunds)} | ${pounds(report.matched.amount)} |`,
      `| orders with a refund | ${count(report.matched.orders)} | |`,
    ]
    expect(rows.filter(row => !readme.includes(row))).toEqual([])
  })
})

describe('endAt', () => {
  const moved = readOrders({ endAt: new Date('2026-03-15T00:00:00Z') })
  const timeOf = (line: (typeof lines)[number]) => (line.type === 'order' ? line.placedAt : line.at)

  it('puts the last order on the day before', () => {
    const last = moved.findLast(line => line.type === 'order')
    expect(last).toMatchObject({ externalId: '581587', placedAt: '2026-03-14T12:50:00Z' })
  })

  it('moves everything by the same whole days', () => {
    const shifts = moved.map((line, at) => Date.parse(timeOf(line)) - Date.parse(timeOf(lines[at] ?? line)))
    expect(new Set(shifts).size).toBe(1)
    expect((shifts[0] ?? 1) % 86_400_000).toBe(0)
  })

  it('looks at the day, not at the hour', () => {
    const late = readOrders({ endAt: new Date('2026-03-15T23:59:59Z') })
    expect(late).toEqual(moved)
  })
})

describe('latest', () => {
  const few = readOrders({ latest: 2000 })

  it('keeps the last orders', () => {
    expect(few.filter(line => line.type === 'order')).toEqual(orders.slice(-2000))
  })

  it('keeps their refunds and no others', () => {
    const kept = new Set(orders.slice(-2000).map(({ externalId }) => externalId))
    expect(few.filter(line => line.type === 'refund')).toEqual(
      refunds.filter(({ orderExternalId }) => kept.has(orderExternalId)),
    )
  })
})

describe('describeCustomers', () => {
  const customers = describeCustomers(lines, readCountries())

  it('puts the biggest spender first', () => {
    expect(customers[0]).toEqual({
      externalId: '14646',
      orders: 74,
      spent: 28_020_602,
      refunds: 3,
      refunded: 40_500,
      firstAt: '2010-12-20T10:09:00Z',
      lastAt: '2011-12-08T12:12:00Z',
      country: 'Netherlands',
    })
  })

  it('accounts for every order and refund', () => {
    expect(sum(customers.map(customer => customer.spent))).toBe(891_140_790)
    expect(sum(customers.map(customer => customer.refunds))).toBe(refunds.length)
  })
})

const invoice = (
  number: string,
  minute: number,
  quantity: number,
  changed: Partial<Invoice> = {},
): Invoice => ({
  number,
  customer: 'anna',
  country: 'France',
  minute,
  lines: [{ sku: '22423', name: 'CAKESTAND', quantity, unitMinor: 1275 }],
  ...changed,
})

/** What was taken from which sale, and why the rest was not. */
const found = (sales: Invoice[], ...cancellations: Invoice[]) => {
  const { matched, unmatched } = matchCancellations(sales, cancellations)
  return [
    ...matched.map(
      ({ cancellation, sale, quantity }) => `${cancellation.number}: ${quantity} of ${sale.number}`,
    ),
    ...unmatched.map(({ cancellation, reason }) => `${cancellation.number}: ${reason}`),
  ]
}

describe('matchCancellations', () => {
  it('takes from the latest earlier sale', () => {
    const sales = [invoice('1', 10, 5), invoice('2', 20, 5), invoice('3', 40, 5)]
    expect(found(sales, invoice('C4', 30, 5))).toEqual(['C4: 5 of 2'])
  })

  it('prefers an older sale that has it all', () => {
    expect(found([invoice('1', 10, 5), invoice('2', 20, 4)], invoice('C3', 30, 5))).toEqual(['C3: 5 of 1'])
  })

  it('accepts a sale of the same minute', () => {
    expect(found([invoice('1', 10, 5)], invoice('C2', 10, 2))).toEqual(['C2: 2 of 1'])
  })

  it('never takes from a later sale', () => {
    expect(found([invoice('1', 20, 5)], invoice('C2', 10, 5))).toEqual(['C2: no earlier sale'])
  })

  it("never takes from another customer's sale", () => {
    const sale = invoice('1', 10, 5, { customer: 'ben' })
    expect(found([sale], invoice('C2', 20, 5))).toEqual(['C2: no earlier sale'])
  })

  it('never takes from a sale at another price', () => {
    const sale = invoice('1', 10, 5, { lines: [{ sku: '22423', name: '', quantity: 5, unitMinor: 1095 }] })
    expect(found([sale], invoice('C2', 20, 5))).toEqual(['C2: no earlier sale'])
  })

  it('splits over several sales, latest first', () => {
    const sales = [invoice('1', 10, 5), invoice('2', 20, 4)]
    expect(found(sales, invoice('C3', 30, 7))).toEqual(['C3: 4 of 2', 'C3: 3 of 1'])
  })

  it('leaves a line alone that is not covered in full', () => {
    const sales = [invoice('1', 10, 5), invoice('2', 20, 4)]
    expect(found(sales, invoice('C3', 30, 10), invoice('C4', 40, 9))).toEqual([
      'C4: 4 of 2',
      'C4: 5 of 1',
      'C3: not enough quantity',
    ])
  })

  it('takes no piece twice, whatever the input order', () => {
    const cancellations = [invoice('C3', 40, 3), invoice('C2', 30, 3)]
    expect(found([invoice('1', 10, 5)], ...cancellations)).toEqual(['C2: 3 of 1', 'C3: not enough quantity'])
  })

  it('says so when a discount is cancelled', () => {
    const discount = invoice('C1', 10, 1, {
      lines: [{ sku: 'D', name: 'Discount', quantity: 1, unitMinor: 2750 }],
    })
    expect(found([], discount)).toEqual(['C1: not a product'])
  })
})

describe('refundsOf', () => {
  it('numbers the parts of a cancellation by the age of their sale', () => {
    const sales = [invoice('1', 10, 5), invoice('2', 20, 4)]
    const refunds = refundsOf(matchCancellations(sales, [invoice('C3', 30, 7), invoice('C4', 40, 1)]).matched)
    expect(refunds.map(({ number, sale }) => `${number} of ${sale.number}`)).toEqual([
      'C3-1 of 1',
      'C3-2 of 2',
      'C4 of 1',
    ])
  })

  it('adds up two cancelled lines of one sold line', () => {
    const [line] = invoice('C2', 20, 2).lines
    const twice = invoice('C2', 20, 2, { lines: line ? [line, line] : [] })
    const [refund] = refundsOf(matchCancellations([invoice('1', 10, 5)], [twice]).matched)
    expect(refund?.lines).toEqual([{ line: 0, quantity: 4 }])
  })
})

describe('foldSales', () => {
  const line = (sku: string, unitMinor: number) => ({ sku, name: sku, quantity: 1, unitMinor })
  const sale = invoice('1', 10, 1, {
    lines: [line('A', 5), line('B', 1), line('C', 9), line('D', 0), line('E', 8), line('F', 7), line('G', 2)],
  })

  it('shows refunded lines and the three dearest others', () => {
    const matched = [{ cancellation: invoice('C2', 20, 1), sale, line: 1, quantity: 1 }]
    const [order] = foldSales([sale], matched)
    expect(order?.lines.map(({ sku }) => sku)).toEqual(['B', 'C', 'E', 'F'])
    expect(order?.rest).toEqual({ items: 2, quantity: 2, amountMinor: 7 })
  })
})

describe('reading the source', () => {
  const csv = [
    'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country',
    '540185,22423,"SIGN, 7"" WIDE ",2,2011-06-05 11:37:00,2.55,13653.0,EIRE',
    '540185,22423,"SIGN, 7"" WIDE ",3,2011-06-05 11:38:00,2.55,13653.0,EIRE',
    'C540186,22423,"SIGN, 7"" WIDE ",-1,2011-06-05 11:39:00,2.55,13653.0,EIRE',
    'A540187,B,Adjust bad debt,1,2011-06-05 11:40:00,11062.06,13653.0,EIRE',
    '540188,22423,GUEST,1,2011-06-05 11:41:00,2.55,,EIRE',
  ].join('\n')

  it('merges equal lines and takes the first timestamp', () => {
    const { sales, cancellations } = invoicesOf(rowsOf(csv))
    const line = { sku: '22423', name: 'SIGN, 7" WIDE ', unitMinor: 255 }
    const minute = Date.parse('2011-06-05T10:37:00Z') / 60_000
    const bought = { number: '540185', customer: '13653', country: 'EIRE', minute }
    expect(sales).toEqual([{ ...bought, lines: [{ ...line, quantity: 5 }] }])
    expect(cancellations).toMatchObject([{ number: 'C540186', lines: [{ ...line, quantity: 1 }] }])
  })

  it.each([
    ['2011-01-15 10:00:00', '2011-01-15T10:00:00Z'],
    ['2011-03-27 00:59:00', '2011-03-27T00:59:00Z'],
    ['2011-03-27 02:00:00', '2011-03-27T01:00:00Z'],
    ['2011-10-30 00:59:00', '2011-10-29T23:59:00Z'],
    ['2011-10-30 02:00:00', '2011-10-30T02:00:00Z'],
  ])('reads %s in London as %s', (wallClock, utc) => {
    expect(londonMinute(wallClock)).toBe(Date.parse(utc) / 60_000)
  })

  it.each([
    ['WHITE HANGING HEART T-LIGHT HOLDER', 'White Hanging Heart T-Light Holder'],
    ["CHILDREN'S  TV TRAY, SET OF4 ", "Children's TV Tray, Set of4"],
    ['LETTER "A" BLING KEY RING', 'Letter "A" Bling Key Ring'],
    ["PAPER CHAIN KIT 50'S 15CM", "Paper Chain Kit 50's 15cm"],
    ['BAG 125g SWIRLY MARBLES', 'Bag 125g Swirly Marbles'],
  ])('writes %s as %s', (shouted, name) => {
    expect(titleCase(shouted)).toBe(name)
  })
})
