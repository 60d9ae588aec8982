import { current } from '../app'

/** What the shopper has done with the link. */
export interface Sharing {
  link: string
  copied: boolean
  shown: boolean
  picture?: { path: string; size: number }
}

export interface LinkProps {
  link: string
  sharing: Sharing
  copy(): unknown
  show(): unknown
}

/** The link, and every way to send it. */
export function Link({ link, sharing: { copied, shown, picture }, copy, show }: LinkProps) {
  const { w, laurel } = current()
  const text = w.text('refer.message', { shop: laurel.storefront.value?.merchant.name ?? '' })
  const message = encodeURIComponent(`${text} ${link}`)
  return (
    <section class="voucher">
      <h3>{w.text('refer.link')}</h3>
      <code dir="ltr" translate={false}>
        {link}
      </code>
      <div class="actions ways">
        <button type="button" class="button" onClick={copy}>
          {w.text(copied ? 'copied' : 'refer.copy')}
        </button>
        {'share' in navigator && (
          <button
            type="button"
            class="button"
            onClick={() => navigator.share({ text, url: link }).catch(() => {})}
          >
            {w.text('refer.share')}
          </button>
        )}
        <a class="button plain" href={`mailto:?body=${message}`}>
          {w.text('refer.email')}
        </a>
        <a class="button plain" href={`https://wa.me/?text=${message}`} target="_blank" rel="noopener">
          WhatsApp
        </a>
        <button type="button" class="button plain" aria-expanded={shown} onClick={show}>
          {w.text('refer.qr')}
        </button>
      </div>
      {shown && <Picture {...picture} />}
    </section>
  )
}

/** Dark on white in every scheme: what a camera looks for. Its place is there before it is. */
function Picture({ path, size = 0 }: Partial<NonNullable<Sharing['picture']>>) {
  const { w } = current()
  return (
    <svg class="qr" role="img" viewBox={`-4 -4 ${size + 8} ${size + 8}`}>
      <title>{w.text('refer.qr.title')}</title>
      <path d={path} />
    </svg>
  )
}
