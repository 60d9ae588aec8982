import { current } from './app'
import { Icon, type IconName } from './icon'
import type { Pages } from './pages'

export interface NoticeProps {
  icon: IconName
  title: string
  body: string
  retry?: () => void
}

/** A screen with nothing on it says so, and what helps. */
export function Notice({ icon, title, body, retry }: NoticeProps) {
  const { w } = current()
  return (
    <div class="notice">
      <span class="round">
        <Icon name={icon} />
      </span>
      <h3>{title}</h3>
      <p class="muted">{body}</p>
      {retry && (
        <button type="button" class="button" onClick={retry}>
          {w.text('retry')}
        </button>
      )}
    </div>
  )
}

export function Failed({ retry }: { retry: () => void }) {
  const { w } = current()
  return <Notice icon="close" title={w.text('failed')} body={w.text('failed.body')} retry={retry} />
}

/** Grey shapes of the size of what is coming. */
export const Skeleton = ({ hero = false }) => (
  <div class="skeleton" aria-busy="true">
    {hero && <div class="hero" />}
    {[1, 2, 3, 4].map(row => (
      <div class="row" key={row} />
    ))}
  </div>
)

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
