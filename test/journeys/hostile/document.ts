/** What a page has beside the shop's own words. */
export interface HostilePage {
  /** Before the script tag of the widget. */
  head?: string
  /** At the end of the body. */
  body?: string
  /** Attributes of `html`. */
  html?: string
  /** The `Content-Security-Policy` of the response. Without it the page may do anything. */
  policy?: string
  /** On the script tag. */
  nonce?: string
}

export interface Wishes {
  /** The script tag, if there shall be one. */
  tag: string
  /** With our elements in the page. */
  pieces: boolean
  /** How the page queues what it says before the script is there; it says a lot. */
  early: keyof typeof QUEUES | null
}

export function documentOf(
  { head = '', body = '', html = '' }: HostilePage,
  { tag, pieces, early }: Wishes,
): string {
  return `<!doctype html>
<html lang="en" ${html}>
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Crust</title>${WHOLE}${head}${pieces ? DRESS : ''}${
    early ? `<script>${QUEUES[early]}${EARLY}</script>` : ''
  }${tag}</head>
<body>${pieces ? PIECES : ''}${SHOP}${body}<template id="end"></template></body>
</html>`
}

/** Not painted before all of it is parsed: on a busy machine a page that comes in pieces moves by itself, without any widget. */
const WHOLE = '<link rel="expect" href="#end" blocking="render">'

const QUEUES = {
  arrays: 'window.laurel ||= (...a) => (laurel.q ||= []).push(a);',
  arguments: 'window.laurel = function () { (laurel.q = laurel.q || []).push(arguments) };',
}

/** Says everything before the script is there, and listens. */
const EARLY = `
  window.heard = []
  laurel('on', 'ready', () => heard.push('ready'))
  laurel('on', 'open', () => heard.push('open'))
  laurel('identify', () => fetch('/token/0?who=erla').then(reply => reply.text()))
  laurel('open')`

const DRESS = '<link rel="stylesheet" href="/files/pieces.css">'

/** Where the shop shows our elements, above its own words. */
const PIECES = `
<div id="pieces">
  <laurel-points></laurel-points><laurel-earn amount="4990" currency="GBP"></laurel-earn><laurel-tier></laurel-tier>
  <laurel-referral></laurel-referral><laurel-account></laurel-account><laurel-wheel></laurel-wheel>
</div>`

/** The words of a shop that sells bread. */
const SHOP = `
<header class="site-header"><h1>Crust</h1>
  <nav><ul><li><a href="/plain">Shop</a></li><li><a href="/plain?without">About</a></li></ul></nav></header>
<main class="woocommerce">
  <h2>Rye loaf</h2><p class="price">£4.20 <b>new</b></p>
  <form><label>Notes <input name="notes" autofocus></label><p><textarea name="wishes"></textarea></p>
    <select name="size"><option>Small</option></select><button type="button" class="button">Add to basket</button></form>
  <table><tbody><tr><td>Weight</td><td>750 g</td></tr></tbody></table>
  <progress max="2" value="1"></progress><code>rye</code>
  <dialog id="sizes" aria-label="Sizes"><p>Small or large?</p><input id="in-dialog" aria-label="Size"><button type="button">Done</button></dialog>
</main>
<footer><p>Baked daily.</p></footer>`
