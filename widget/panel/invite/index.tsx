import type { ComponentType } from 'preact'
import { type App, current } from '../app'
import { nameEarn } from '../award'
import { SignIn } from '../sign-in'

export const create = (): ComponentType => Invite

/** The shopper's link in a page of the shop, and what friends and they get for it. */
function Invite() {
  const { w, laurel } = current()
  const { program, me } = laurel
  if (!program.value?.referral) return null
  const link = me.value?.referral?.link
  const gift = gifts('referral.claimed')
  const own = gifts('referral.completed')
  return (
    <>
      <div>
        <h3>{w.text('inline.invite')}</h3>
        {gift && <p>{w.text('inline.gift', { gift })}</p>}
        {own && <p>{w.text('inline.own', { gift: own })}</p>}
      </div>
      {link ? <Link link={link} /> : <Door />}
    </>
  )
}

/** Milestones are told where the friends are. */
function gifts(on: string): string {
  const { w, laurel } = current()
  const rules = laurel.program.value?.earn.filter(rule => rule.on === on && !rule.goal) ?? []
  return w.list(rules.map(({ earn }) => nameEarn(w, earn)).filter(Boolean))
}

function Link({ link }: { link: string }) {
  const app = current()
  const { w, deeds, screen } = app
  return (
    <>
      <code dir="ltr" translate={false}>
        {link}
      </code>
      <div class="actions last">
        <button type="button" class="button" onClick={() => copy(app, link)}>
          {w.text(deeds.value[link] ?? 'inline.copy')}
        </button>
        <button type="button" class="button plain" onClick={() => (screen.value = 'refer')}>
          {w.text('refer')}
        </button>
      </div>
    </>
  )
}

function Door() {
  const { w } = current()
  return (
    <>
      <p class="muted">{w.text('inline.signIn')}</p>
      <div class="actions last">
        <SignIn />
      </div>
    </>
  )
}

/** The clipboard can be closed to us; the link can be selected with one press then. */
const copy = ({ deeds, announce, words }: App, link: string) =>
  navigator.clipboard?.writeText(link).then(
    () => {
      deeds.value = { ...deeds.value, [link]: 'copied' }
      announce(words.value?.text('copied') ?? '')
    },
    () => {},
  )
