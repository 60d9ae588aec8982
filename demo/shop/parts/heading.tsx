import type { ComponentChildren } from 'preact'
import { useEffect } from 'preact/hooks'

interface HeadingProps {
  /** Of the browser's tab. */
  title?: string
  class?: string
  children: ComponentChildren
}

/** The one heading of a page: it names the tab, and takes the focus when the page is arrived at. */
export function Heading({ title, class: name, children }: HeadingProps) {
  useEffect(() => {
    document.title = title ? `${title} · Wren & Fig` : 'Wren & Fig'
  }, [title])
  return (
    <h1 class={name} tabIndex={-1}>
      {children}
    </h1>
  )
}
