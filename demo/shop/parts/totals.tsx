import type { Totals as Sums } from '../../wire'
import { pounds } from '../format'

export function Totals({ totals, code }: { totals: Sums; code?: string | null }) {
  return (
    <dl class="totals">
      <Row name="Goods" value={pounds(totals.goods)} />
      <Row name="Delivery" value={totals.shipping === 0 ? 'Free' : pounds(totals.shipping)} />
      {totals.discount > 0 && (
        <Row name={code ? `Code ${code}` : 'Code'} value={`−${pounds(totals.discount)}`} kind="discount" />
      )}
      <Row name="Total" value={pounds(totals.total)} kind="total" />
      <Row name="of which VAT" value={pounds(totals.taxIncluded)} kind="aside" />
    </dl>
  )
}

function Row({ name, value, kind }: { name: string; value: string; kind?: string }) {
  return (
    <div data-kind={kind}>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  )
}
