/** The part of Web Storage we use, so that a page can hand in its own. */
export type DrawerStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

export interface Drawer<T> {
  read(): T | null
  write(value: T): void
  clear(): void
}

/**
 * One named JSON value in the page's storage. Pages may block storage, fill it or throw on touching it: then the
 * value lives in memory and is gone with the page.
 */
export function openDrawer<T>(name: string, storage?: DrawerStorage): Drawer<T> {
  let memory: string | null = null
  const attempt = <R>(act: (place: DrawerStorage) => R, otherwise: R): R => {
    try {
      return act(storage ?? localStorage)
    } catch {
      return otherwise
    }
  }
  return {
    read: () => parse<T>(attempt(place => place.getItem(name), null) ?? memory),
    write(value) {
      const text = JSON.stringify(value)
      const kept = attempt(place => {
        place.setItem(name, text)
        return true
      }, false)
      memory = kept ? null : text
    },
    clear() {
      memory = null
      attempt(place => place.removeItem(name), undefined)
    },
  }
}

function parse<T>(text: string | null): T | null {
  try {
    return text === null ? null : (JSON.parse(text) as T)
  } catch {
    return null
  }
}
