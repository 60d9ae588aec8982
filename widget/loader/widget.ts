import type { Identify } from '../../sdk/browser'
import type { Handoff, InitOptions, Mount, Panel, ScreenName } from '../handoff'
import { countNews } from '../news'
import { createEarly } from './early'
import { adopt, createRoot, drawLauncher, type Launcher } from './launcher'
import { createListeners } from './listeners'
import { quiet } from './quiet'
import { warn } from './warn'

/** Storage may be blocked: then nothing is kept. */
function attempt<T>(act: () => T): T | undefined {
  try {
    return act()
  } catch {}
}

/** The widget of one page until, and after, its panel is fetched. */
export function createWidget(
  options: Required<Pick<InitOptions, 'key' | 'api'>> & InitOptions,
  from: string,
) {
  const { key, api } = options
  /** What is kept here of the merchant's shoppers. */
  const mine = `laurel:${key}`
  const listeners = createListeners()
  const early = createEarly(api, key)
  /** The panel asks for its shopper itself. */
  const replies = () => early.replies(panel ? null : identity)
  const life = new AbortController()
  let identity: Identify | null = null
  let root: ShadowRoot | null = null
  let launcher: Launcher | null = null
  let code: Promise<{ mount: Mount }> | null = null
  let panel: Panel | null = null
  let opened = false
  let news = 0
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
    replies()
    code ??= import(/* @vite-ignore */ new URL(__PANEL__, from).href)
    code.catch(() => {
      code = null
    })
    return code
  }

  const badge = (count: number) => {
    news = count
    launcher?.badge(count)
  }

  /** Only a launcher shows news: without one nothing is read. What may be asked unasked is the panel's to ask. */
  const showNews = () => {
    if (!launcher) return
    const { me } = replies()
    me?.then(read => {
      if (me !== replies().me) return
      badge(countNews(read))
      if (read.prompts.length) return ready()
    }).catch(() => badge(0))
  }

  /** The panel, closed. */
  const ready = async () => {
    const { mount } = await prepare()
    if (panel || life.signal.aborted) return
    const handoff: Handoff = {
      ...options,
      root: host(),
      adopt: (css, root = host()) => adopt(root, css),
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
    }
    panel = mount(handoff, replies())
  }

  /** A friend who has followed a link, a guest, and a question left open are seen to before the panel is opened. */
  const remember = async (invites: boolean) => {
    const slug = new URLSearchParams(location.search).get('ref')
    const isKept = () =>
      localStorage.getItem(`${mine}:guest`) ||
      localStorage.getItem(`${mine}:visit`) ||
      sessionStorage.getItem(`${mine}:prompts`)?.includes('open":{')
    if (slug || (invites && !identity) || attempt(isKept)) await ready()
    if (slug) panel?.visit(slug)
  }

  const show = async () => {
    try {
      const { program } = (await replies().storefront) ?? {}
      if (life.signal.aborted || launcher || !program) return
      if (options.launcher !== false) {
        launcher = drawLauncher(host(), { ...program.theme, ...options.theme }, program.name)
        const { button } = launcher
        button.onclick = () => (opened ? panel?.close() : open())
        button.onpointerenter = button.onfocus = button.ontouchstart = () => void quiet(prepare())
        badge(news)
        showNews()
      }
      void emit('ready')
      await remember(program.prompts.join)
    } catch (error) {
      early.forget(true)
      fail(error)
    }
  }

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
    early.forget()
    badge(0)
  }

  /** The page has been shown, and has nothing better to do. */
  const idle = new Promise<unknown>(resolve => {
    const whenIdle = self.requestIdleCallback ?? setTimeout
    const wait = () => whenIdle(resolve)
    if (document.readyState === 'complete') wait()
    else addEventListener('load', wait, { once: true, signal: life.signal })
  })
  void idle.then(() => {
    if (!life.signal.aborted) void show()
  })

  /** A page that comes back from the back/forward cache may belong to somebody else by now. */
  const returned = ({ persisted }: PageTransitionEvent) => persisted && commands.identify(identity)
  addEventListener('pageshow', returned, { signal: life.signal })

  const commands = {
    identify(ask: Identify | null) {
      changeShopper(ask)
      if (panel) panel.identify(ask)
      else showNews()
    },
    logout() {
      attempt(() => {
        /** A page may say at every load that nobody is signed in: that does not begin the count of the tab anew. */
        if (identity) sessionStorage.removeItem(`${mine}:prompts`)
        localStorage.removeItem(mine)
        localStorage.removeItem(`${mine}:guest`)
      })
      changeShopper(null)
      panel?.logout()
    },
    open,
    close: () => panel?.close(),
    on: listeners.on,
    off: listeners.off,
    /** Something happened in the shop, such as an order: what is shown of the shopper is read again. */
    track() {
      if (panel) return panel.refresh()
      early.forget()
      showNews()
    },
    /** One of our elements has come into the page. Whatever fails leaves it empty. */
    inline: (element: HTMLElement) =>
      quiet(
        idle
          .then(() => replies().storefront)
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
