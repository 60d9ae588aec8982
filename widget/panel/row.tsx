import type { ComponentChildren } from 'preact'
import { Icon, type IconName } from './icon'

export interface RowProps {
  icon: IconName
  title: ComponentChildren
  detail?: ComponentChildren
  aside?: ComponentChildren
  onClick?: () => void
}

/** One line of a list, a button when it leads somewhere. */
export function Row({ icon, title, detail, aside, onClick }: RowProps) {
  const content = (
    <>
      <span class="round">
        <Icon name={icon} />
      </span>
      <span class="grow">
        <b>{title}</b>
        {detail && <span class="muted">{detail}</span>}
      </span>
      {aside}
      {onClick && <Icon name="chevron" />}
    </>
  )
  return (
    <li>
      {onClick ? (
        <button type="button" class="row" onClick={onClick}>
          {content}
        </button>
      ) : (
        <div class="row">{content}</div>
      )}
    </li>
  )
}
