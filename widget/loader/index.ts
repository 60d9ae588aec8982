import type { InitOptions } from '../handoff'
import { defineElements } from './elements'
import { warn } from './warn'
import { createWidget } from './widget'

type Commands = ReturnType<typeof createWidget>
type Command = keyof Commands | 'init'
type Queued = [Command, ...unknown[]]

/** `laurel('open')`; before the script is there, calls wait in `laurel.q`. */
interface Laurel {
  (command: Command, ...args: unknown[]): unknown
  q?: Queued[]
  version?: string
}

/** What the page asked of a widget that is not initialised yet. */
const page = window as unknown as { laurel?: Laurel }
const { currentScript } = document
/** Markup can take any name of the document's: what is no script must not say where our code comes from. */
const script =
  currentScript instanceof HTMLScriptElement
    ? currentScript
    : document.querySelector<HTMLScriptElement>('script[data-key]')

if (page.laurel?.version) warn('loaded already')
else install(page.laurel?.q ?? [])

function install(queue: Queued[]): void {
  const { dataset = {} as DOMStringMap, src = location.href } = script ?? {}
  let early: Queued[] = []
  let widget: Commands | null = null

  const init = (options: InitOptions = {}) => {
    const { key = dataset.key, api = dataset.api ?? new URL(src).origin } = options
    if (widget) return warn('init was called already')
    if (!key) return warn('init needs a publishable key')
    widget = createWidget({ locale: dataset.locale, ...options, key, api: api.replace(/\/$/, '') }, src)
    for (const call of early) run(...call)
    early = []
  }

  const run: Laurel = (command, ...args) => {
    if (command === 'init') return init(args[0] as InitOptions)
    if (!widget) return void early.push([command, ...args])
    const act = widget[command] as ((...args: unknown[]) => unknown) | undefined
    if (!act) return warn(`no command ${command}`)
    if (command === 'destroy') page.laurel = undefined
    return act(...args)
  }

  run.version = __VERSION__
  page.laurel = run
  defineElements(element => page.laurel?.('inline', element))
  if (dataset.key && dataset.auto !== 'false') init()
  for (const call of queue) run(...call)
}
