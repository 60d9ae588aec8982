import { checkIn } from '../../../sdk/browser/check-in'
import type { LaurelError } from '../../../sdk/browser/error'
import type { Me } from '../../../sdk/contract'
import { type App, current } from '../app'
import { nameEarn } from '../award'

export type Today = ReturnType<typeof createToday>

/** The check-in of today. */
export function createToday({ laurel, words, announce, own }: App) {
  const state = own<{ busy?: boolean; failed?: boolean; doneUntil?: string }>({})

  const press = async () => {
    if (state.value.busy) return
    state.value = { busy: true }
    try {
      const { earned, nextAt } = await checkIn(laurel.client)
      state.value = { doneUntil: nextAt }
      const w = words.value
      if (!w) return
      const parts = [
        earned.points && w.text('points', { n: earned.points }),
        earned.spins && w.text('spins', { n: earned.spins }),
      ]
      announce(w.text('missions.thanks', { earned: w.list(parts.filter(part => part !== 0)) }))
    } catch (thrown) {
      const here = (thrown as LaurelError).code === 'already_checked_in'
      state.value = { failed: !here }
      announce(words.value?.text(here ? 'missions.checkedIn' : 'missions.refused') ?? '')
      if (here) void laurel.refresh()
    }
  }

  return { state, press }
}

/** The button stays where it is and says how today stands, so focus stays, too. */
export function CheckIn({ checkIn: { open, nextAt }, now, today }: CheckInProps) {
  const { w, laurel } = current()
  const { busy, failed, doneUntil } = today.state.value
  const can = open && doneUntil !== nextAt
  const rule = laurel.program.value?.earn.find(
    ({ on, goal, streak }) => on === 'check-in' && !goal && !streak,
  )
  return (
    <section class="voucher">
      <h3>{w.text('missions.day')}</h3>
      <p class={can && failed ? 'bad' : 'muted'}>
        {can
          ? failed
            ? w.text('missions.refused')
            : rule && nameEarn(w, rule.earn)
          : w.text('missions.next', { date: w.date(nextAt, now) })}
      </p>
      <div class="actions">
        <button
          type="button"
          class="button"
          aria-disabled={busy || !can}
          onClick={() => can && today.press()}
        >
          {w.text(can ? 'missions.checkIn' : 'missions.checkedIn')}
        </button>
      </div>
    </section>
  )
}

export interface CheckInProps {
  checkIn: NonNullable<Me['checkIn']>
  now: string
  today: Today
}
