import { quiet } from './quiet'

export type PageListener = (detail: unknown) => unknown

/** What the page listens to, through `laurel('on')` and as `laurel:…` events of the document. */
export function createListeners() {
  const heard: Record<string, PageListener[]> = {}
  return {
    on(name: string, listener: PageListener) {
      heard[name] ??= []
      heard[name].push(listener)
    },
    /** @param listener by default all of them */
    off(name: string, listener?: PageListener) {
      heard[name] = (heard[name] ?? []).filter(each => listener && each !== listener)
    },
    hears: (name: string) => Boolean(heard[name]?.length),
    /** @param from the element the event comes from */
    emit(from: EventTarget, name: string, detail?: unknown): Promise<unknown[]> {
      from.dispatchEvent(new CustomEvent(`laurel:${name}`, { detail, bubbles: true, composed: true }))
      return quiet(Promise.all((heard[name] ?? []).map(async listener => listener(detail))))
    },
  }
}
