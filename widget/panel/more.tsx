import { current } from './app'
import type { Pages } from './pages'

/** What is below the end of a list that is not all there. */
export function More<T>({ pages }: { pages: Pages<T> }) {
  const { w } = current()
  const { cursor, failed } = pages.state.value
  if (!cursor && !failed) return null
  return (
    <button type="button" class="button plain" onClick={pages.more}>
      {w.text(failed ? 'retry' : 'more')}
    </button>
  )
}
