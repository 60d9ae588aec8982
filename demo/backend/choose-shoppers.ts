import type { CustomerSummary } from '../orders/read'
import type { ShopperChoice } from '../wire'

const MOST_SPENT = 5_000_000

/** Three real customers worth signing in as. @param summaries of `describeCustomers` */
export function chooseShoppers(summaries: CustomerSummary[]): ShopperChoice[] {
  const people = summaries.filter(({ spent }) => spent < MOST_SPENT)
  const heavy = best(people, ({ orders }) => orders)
  const refunds = best(
    people.filter(({ orders, refunded, spent }) => orders >= 5 && orders <= 30 && refunded * 2 < spent),
    summary => summary.refunds,
  )
  const occasional = best(
    people.filter(summary => summary.orders === 3 && summary.refunds === 0),
    ({ lastAt, spent }) => (spent > 20_000 && spent < 60_000 ? Date.parse(lastAt) : 0),
  )
  return [choice('heavy', heavy), choice('occasional', occasional), choice('refunds', refunds)].flat()
}

function best(summaries: CustomerSummary[], score: (summary: CustomerSummary) => number) {
  return summaries.reduce<CustomerSummary | undefined>(
    (top, next) => (top && score(top) >= score(next) ? top : next),
    undefined,
  )
}

function choice(kind: ShopperChoice['kind'], summary: CustomerSummary | undefined): ShopperChoice[] {
  if (!summary) return []
  const { externalId: id, orders, spent, refunds } = summary
  return [{ kind, id, name: `Customer ${id}`, email: null, orders, spent, refunds }]
}
