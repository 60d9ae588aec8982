import type { Identify } from '../../sdk/browser'
import type { Handoff, InitOptions, Mount, Panel, ScreenName } from '../handoff'
import { countNews } from '../news'
import { createEarly } from './early'
import { adopt, createRoot, drawLauncher, type Launcher } from './launcher'
import { createListeners } from './listeners'
import { quiet } from './quiet'
import { warn } from './warn'

/** @param part of what is kept there */
function isKept(where: 'localStorage' | 'sessionStorage', name: string, part = ''): boolean | undefined {
  try {
    return window[where].getItem(name)?.includes(part)
  } catch {}
}

/** The widget of one page until, and after, its panel is fetched. */
export function createWidget(
  options: Required<Pick<InitOptions, 'key' | 'api'>> & InitOptions,
  from: string,
) {
  const { key, api } = options
  const listeners = createListeners()
  const early = createEarly(api, key)
  const life = new AbortController()
  let identity: Identify | null = null
  let root: ShadowRoot | null = null
  let launcher: Launcher | null = null
  let code: Promise<{ mount: Mount }> | null = null
  let panel: Panel | null = null
  let opened = false
  let told = false

  const emit = (name: string, detail?: unknown) =>
    listeners.emit(root?.host ?? document.documentElement, name, detail)

  const host = () => {
    root ??= createRoot()
    return root
  }

  const fail = (error: unknown) => {
    if (life.signal.aborted) return
    if (!told) warn(`${api} does not answer (${error})`)
    told = true
    void emit('error', error)
  }

  /** Panel and state set out together, so the panel opens after one round trip. */
  const prepare = () => {
    early.replies(identity)
    code ??= import(/* @vite-ignore */ new URL(__PANEL__, from).href)
    code.catch(() => {
      code = null
    })
    return code
  }

  const badge = (count: number) => launcher?.badge(count)

  /** Only a launcher shows news: without one nothing is read. What may be asked unasked is the panel's to ask. */
  const showNews = () => {
    if (!launcher) return
    const { me } = early.replies(identity)
    me?.then(read => {
      if (me !== early.replies(identity).me) return
      badge(countNews(read))
      if (read.prompts.length) return ready()
    }).catch(() => badge(0))
  }

  /** The panel, closed. */
  const ready = async () => {
    const { mount } = await prepare()
    if (!life.signal.aborted) panel ??= mount(handoff(), early.replies(identity))
  }

  /** A friend who has followed a link, a guest, and a question left open are seen to before the panel is opened. */
  const remember = async (invites: boolean) => {
    const slug = new URLSearchParams(location.search).get('ref')
    const mine = `laurel:${key}:`
    if (
      slug ||
      (invites && !identity) ||
      isKept('localStorage', `${mine}guest`) ||
      isKept('localStorage', `${mine}visit`) ||
      isKept('sessionStorage', `${mine}prompts`, 'open":{')
    )
      await ready()
    if (slug) panel?.visit(slug)
  }

  const show = async () => {
    try {
      const { program } = (await early.replies(identity).storefront) ?? {}
      if (life.signal.aborted || launcher || !program) return
      if (options.launcher !== false) {
        launcher = drawLauncher(host(), { ...program.theme, ...options.theme }, program.name)
        const { button } = launcher
        button.onclick = () => (opened ? panel?.close() : open())
        button.onpointerenter = button.onfocus = button.ontouchstart = () => void quiet(prepare())
        showNews()
      }
      void emit('ready')
      await remember(program.prompts.join)
    } catch (error) {
      early.forget()
      fail(error)
    }
  }

  const handoff = (): Handoff => ({
    ...options,
    root: host(),
    adopt: css => adopt(host(), css),
    identify: identity,
    emit,
    hears: listeners.hears,
    badge,
    button: () => launcher?.button ?? null,
    toggled(open) {
      opened = open
      launcher?.button.setAttribute('aria-expanded', `${open}`)
      void emit(open ? 'open' : 'close')
    },
  })

  const open = async (screen?: ScreenName) => {
    const byShopper = navigator.userActivation?.isActive ?? true
    launcher?.button.setAttribute('aria-busy', 'true')
    try {
      await ready()
      panel?.open(byShopper, screen)
    } catch (error) {
      fail(error)
    }
    launcher?.button.removeAttribute('aria-busy')
  }

  const changeShopper = (ask: Identify | null) => {
    identity = ask
    early.forgetShopper()
    badge(0)
  }

  /** The page has been shown, and has nothing better to do. */
  const idle = new Promise<void>(resolve => {
    const whenIdle = self.requestIdleCallback ?? setTimeout
    const wait = () => whenIdle(() => resolve())
    if (document.readyState === 'complete') wait()
    else addEventListener('load', wait, { once: true, signal: life.signal })
  })
  void idle.then(() => {
    if (!life.signal.aborted) void show()
  })

  /** A page that comes back from the back/forward cache may belong to somebody else by now. */
  const returned = ({ persisted }: PageTransitionEvent) =>
    persisted && commands.identify(identity)
  addEventListener('pageshow', returned, { signal: life.signal })

  const commands = {
    identify(ask: Identify | null) {
      changeShopper(ask)
      if (panel) panel.identify(ask)
      else showNews()
    },
    logout() {
      changeShopper(null)
      panel?.logout()
      try {
        for (const part of ['', ':guest']) localStorage.removeItem(`laurel:${key}${part}`)
      } catch {}
    },
    open,
    close: () => panel?.close(),
    on: listeners.on,
    off: listeners.off,
    /** Something happened in the shop, such as an order: what is shown of the shopper is read again. */
    track() {
      if (panel) return panel.refresh()
      early.forgetShopper()
      showNews()
    },
    /** One of our elements has come into the page. Whatever fails leaves it empty. */
    inline: (element: HTMLElement) =>
      quiet(
        idle
          .then(() => early.replies(identity).storefront)
          .then(ready)
          .then(() => panel?.inline(element)),
      ),
    destroy() {
      life.abort()
      panel?.destroy()
      root?.host.remove()
    },
  }
  return commands
}
