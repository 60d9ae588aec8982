import { useSignalEffect } from '@preact/signals'
import { notice } from '../state'

const SHOWN_MS = 6000

/** What just happened, in one place of every page. Failures stay until something else happens. */
export function Notice() {
  useSignalEffect(() => {
    if (notice.value?.kind !== 'done') return
    const timer = setTimeout(() => {
      notice.value = null
    }, SHOWN_MS)
    return () => clearTimeout(timer)
  })
  const said = notice.value
  return (
    <div class="notice-place" role="status">
      {said && (
        <p class="notice" data-kind={said.kind}>
          {said.text}
        </p>
      )}
    </div>
  )
}
