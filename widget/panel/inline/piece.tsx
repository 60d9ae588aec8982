import { effect, type ReadonlySignal, signal } from '@preact/signals-core'
import { type ComponentType, render } from 'preact'
import type { Part } from '../../locales/files'
import { type App, drawFor } from '../app'
import { learnScreen } from '../load-words'
import { Skeleton } from '../notice'
import { directionOf } from '../words'
import { appIn, type Desk } from './app-in'
import { Points, Tier } from './words'

type Shown = ComponentType<{ element: Element }>
type Late = { create(app: App): Shown | ComponentType }

const HERE: Record<string, Shown> = { points: Points, tier: Tier }
/** Fetched when there is one on the page, with the texts of a part. */
const LATE: Record<string, [file: () => Promise<Late>, part: Part]> = {
  earn: [() => import('../estimate'), 'inline'],
  account: [() => import('../account'), 'inline'],
  referral: [() => import('../invite'), 'inline'],
  wheel: [() => import('../wheel'), 'wheel'],
}
/** Words among the words of the page have no ground of their own, and a wheel has room for its result. */
const LOOKS: Record<string, string> = { points: 'words', tier: 'words', earn: 'words', wheel: 'own fixed' }

export interface PieceProps {
  element: Element
  root: ShadowRoot
  app: App
  desk: Desk
  sheets: CSSStyleSheet[]
  /** The texts of the elements are there. */
  learned: ReadonlySignal<boolean>
}

/** Draws one element, and again whenever the shopper, the programme or an attribute changes. @returns what ends it */
export function drawPiece({ element, root, app, desk, sheets, learned }: PieceProps): () => void {
  const name = element.localName.slice('laurel-'.length)
  const look = LOOKS[name] ?? 'own'
  const bare = [...root.adoptedStyleSheets]
  const box = document.createElement('div')
  const voice = document.createElement('p')
  const heard = signal('')
  const attributes = signal(0)
  const late = signal<Shown | null>(null)
  const own = appIn(root, app, desk, heard)
  const watcher = new MutationObserver(() => attributes.value++)
  watcher.observe(element, { attributes: true })
  root.adoptedStyleSheets = [...bare, ...sheets]
  voice.className = 'sr'
  voice.setAttribute('role', 'status')
  if (name === 'wheel') box.tabIndex = 0
  const place = root.firstElementChild as Element
  place.append(box, voice)

  function draw() {
    attributes.value
    const { status } = app.laurel
    const w = app.words.value
    const Piece = HERE[name] ?? late.value
    const ready = Piece && learned.value && status.value === 'ready'
    const waits = !ready && status.value !== 'failed'
    box.className = `inline ${look}${waits ? ' waiting' : ''}`
    if (ready && w) Object.assign(box, { lang: w.locale, dir: directionOf(w.locale) })
    drawFor(own)
    render(ready ? <Piece element={element} /> : waits && look !== 'words' && <Skeleton hero />, box)
  }

  function fetchLate() {
    const words = app.words.value
    const [file, part] = LATE[name] ?? []
    if (!words || !file || !part) return
    Promise.all([file(), learnScreen(words, part), import('../shared')]).then(
      ([{ create }, , { dressLate }]) => {
        dressLate(own)
        late.value = create(own) as Shown
      },
      () => {},
    )
  }

  /** Nothing that was said to one shopper is said to the next. */
  function speak() {
    if (!app.laurel.me.value) heard.value = ''
    voice.textContent = heard.value
  }

  const stop = [draw, fetchLate, speak].map(each => effect(() => each()))
  return () => {
    for (const end of stop) end()
    watcher.disconnect()
    render(null, box)
    place.replaceChildren()
    root.adoptedStyleSheets = bare
  }
}
