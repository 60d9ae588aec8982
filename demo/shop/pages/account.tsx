import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { Account } from '../../wire'
import { laurel } from '../laurel'
import { Heading } from '../parts/heading'
import { OrderList } from '../parts/order-list'
import { PastOrders } from '../parts/past-orders'
import { request } from '../request'
import { navigate } from '../router'
import { attempt, loaded, shopper, signOut } from '../state'

export function AccountPage() {
  const account = useSignal<Account | null>(null)
  const who = shopper.value
  const load = async () => {
    account.value = await request<Account>('GET', '/api/account')
  }
  useEffect(() => {
    if (who) void attempt(load)
    else if (loaded.value) navigate('/sign-in?next=/account', { replace: true })
  }, [who?.id, loaded.value])
  if (!who) return <Heading title="Account">Account</Heading>
  const leave = () => attempt(signOut, 'You are signed out.').then(done => done && navigate('/'))
  return (
    <>
      <div class="account-head">
        <div>
          <Heading title="Account">{who.name}</Heading>
          <p class="soft">{who.email ?? `Real orders of customer ${who.id}, nobody's real name`}</p>
        </div>
        <button type="button" class="link" onClick={leave}>
          Sign out
        </button>
      </div>
      <section class="club" aria-labelledby="club">
        <div class="club-head">
          <h2 id="club">The Fig Tree</h2>
          <button type="button" class="quiet" onClick={() => laurel('open')}>
            Open the Fig Tree
          </button>
        </div>
        <laurel-account />
        <laurel-referral />
      </section>
      {account.value && <OrderList orders={account.value.orders} onChange={() => void attempt(load)} />}
      {account.value && <PastOrders past={account.value.past} count={account.value.pastCount} />}
    </>
  )
}
