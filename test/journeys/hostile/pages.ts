import type { HostilePage } from './document'

/** What a page must know of where it is. */
export interface Surroundings {
  api: string
  /** The script tag of each merchant. */
  tags: string[]
}

/** By name, which is the path. */
export const PAGES: Record<string, (around: Surroundings) => HostilePage> = {
  plain: () => ({}),

  strict: ({ api }) => ({ policy: policyOf(api, api) }),
  'strict-dynamic': ({ api }) => ({
    policy: policyOf(api, `'nonce-r4nd0m' 'strict-dynamic'`),
    nonce: 'r4nd0m',
  }),

  'small-root': () => ({ head: style('html { font-size: 10px }') }),
  'all-unset': () => ({ head: style('*, *::before, *::after { all: unset !important }') }),
  bootstrap: () => ({
    html: 'data-bs-theme="dark"',
    head: '<link rel="stylesheet" href="/files/bootstrap.css"><script defer src="/files/bootstrap.js"></script>',
    body: `<div class="modal" id="newsletter" tabindex="-1" aria-label="Newsletter">
      <div class="modal-dialog"><div class="modal-content"><div class="modal-body">
        <label>Your name <input class="form-control" id="in-modal"></label>
        <button class="btn btn-primary" data-bs-dismiss="modal">No, thank you</button>
      </div></div></div></div>`,
  }),
  greedy: () => ({ head: '<link rel="stylesheet" href="/files/greedy.css">' }),
  names: () => ({ head: style(NAMES) }),

  require: () => ({
    head: '<script src="/files/require.js"></script>',
    body: `<p id="module"></p>${script(`
      define('loaf', [], () => 'Modules work')
      require(['loaf'], text => { document.querySelector('#module').textContent = text })`)}`,
  }),
  twice: ({ tags: [own] }) => ({ body: own }),
  rivals: ({ tags: [, other] }) => ({ body: other }),
  frames: () => ({
    head: style(
      'iframe { position: fixed; top: 0; width: 50%; height: 100%; border: 0 } iframe + iframe { right: 0 }',
    ),
    body: '<iframe src="/plain"></iframe><iframe src="/plain?merchant=1"></iframe>',
  }),
  clobbered: () => ({
    head: '<img name="currentScript" src="/favicon.ico" width="16" height="16" data-key="pk_test_elsewhere" alt=""><a id="laurel" href="/elsewhere"></a>',
  }),
  shortcuts: () => ({
    body: `<p id="pressed"></p>${script(`
      for (const type of ['keydown', 'keypress', 'keyup']) document.addEventListener(type, event => {
        if (event.target.closest('input, textarea')) return
        event.preventDefault()
        document.querySelector('#pressed').textContent += event.key
      })`)}`,
  }),
}

const style = (css: string) => `<style>${css}</style>`
const script = (code: string) => `<script>${code}</script>`

/** Nothing to spare: the API for script and requests, the shop's own style and token, and nothing else at all. */
const policyOf = (api: string, scripts: string) =>
  [
    `default-src 'none'`,
    `script-src ${scripts}`,
    `connect-src 'self' ${api}`,
    `style-src 'self'`,
    `img-src 'self'`,
    `require-trusted-types-for 'script'`,
    `trusted-types 'none'`,
    `base-uri 'none'`,
    `form-action 'none'`,
  ].join('; ')

/** The page's own custom properties are called what ours might be called, registered and set on everything. */
const NAMES = ['ground', 'soft', 'tint', 'ink', 'line', 'edge', 'muted', 'fill', 'on-fill', 'accent', 'bad']
  .map(name => `@property --${name} { syntax: "<length>"; inherits: false; initial-value: 7px }`)
  .concat('* { --accent: 3px; --line: 4px; --ground: 5px; --away: 90px; --above: 90px; --seen: 300px }')
  .join('\n')
