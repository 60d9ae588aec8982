import type { ComponentType } from 'preact'
import { friends } from '../../../sdk/browser/friends'
import type { App } from '../app'
import { createPages } from '../pages'
import { Friends } from './friends'
import { Invitation } from './invitation'
import { Link, type Sharing } from './link'
import css from './refer.css?inline'

/** Friends: what they and I get, my link and the ways to send it, and who has come by it. */
export function create(app: App): ComponentType {
  const { laurel } = app
  const pages = createPages(app, 'refer', cursor => friends(laurel.client, cursor))
  const sharing = app.own<Sharing>({ link: '', copied: false, shown: false })
  const change = (part: Partial<Sharing>) => {
    sharing.value = { ...sharing.value, ...part }
  }
  app.adopt('refer', css)

  /** The clipboard can be closed to us; the link can be selected with one press then. */
  const copy = (link: string) =>
    navigator.clipboard?.writeText(link).then(
      () => {
        change({ link, copied: true })
        app.announce(app.words.value?.text('copied') ?? '')
      },
      () => {},
    )

  /** When its file does not come, the next press asks for it again. */
  const show = (link: string) => {
    change({ shown: !sharing.value.shown })
    import('./qr').then(
      ({ outline }) => change({ link, picture: outline(link) }),
      () => change({ shown: false }),
    )
  }

  return () => {
    const me = laurel.me.value
    if (!me?.referral) return null
    const { link } = me.referral
    const own =
      sharing.value.link === link ? sharing.value : { ...sharing.value, copied: false, picture: undefined }
    return (
      <>
        <Invitation me={me} referral={me.referral} />
        <Link link={link} sharing={own} copy={() => copy(link)} show={() => show(link)} />
        <Friends referral={me.referral} pages={pages} now={me.now} />
      </>
    )
  }
}
