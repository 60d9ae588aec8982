import type { OwnedCode } from '../../../sdk/contract'
import { current } from '../app'
import { nameAward } from '../award'
import { Row } from '../row'

/** A code that cannot be used any more, or not now, and why. */
export function PastCode({ code: { code, reward, status } }: { code: OwnedCode }) {
  const { w } = current()
  const because = w.text(status === 'issued' ? 'expired' : status)
  return <Row icon="codes" title={nameAward(w, reward)} detail={`${w.isolate(code)} · ${because}`} />
}
