import { current } from './app'

/** Asks the page to sign the shopper in, where the page has said that it can. */
export function SignIn({ plain = false }) {
  const { w, emit, hears } = current()
  if (!hears('signin')) return null
  return (
    <button type="button" class={plain ? 'button plain' : 'button'} onClick={() => emit('signin')}>
      {w.text('signIn')}
    </button>
  )
}
