import type { ComponentType } from 'preact'
import type { Storefront } from '../../../sdk/contract'
import { type App, current } from '../app'
import { nameEarn } from '../award'
import type { IconName } from '../icon'
import { Row } from '../row'
import css from './earn.css?inline'
import { Tiers } from './tiers'

type Program = Storefront['program']
type Way = Program['earn'][number]

/** Every way to earn, what runs just now, and what the tiers give. Missions and friends have screens of their own. */
function Earn() {
  const { laurel, w, screen } = current()
  const program = laurel.program.value as Program
  const me = laurel.me.value
  const ways = program.earn.filter(way => screenOf(way) === 'earn')
  return (
    <>
      {program.campaigns.map(campaign => (
        <section class="note" key={campaign.name}>
          <b>{campaign.name}</b>
          <p>
            {w.text('campaign', {
              times: campaign.multiplier,
              date: w.date(campaign.until, me?.now ?? new Date().toISOString()),
            })}
          </p>
        </section>
      ))}
      <section>
        <h3>{w.text('ways')}</h3>
        <ul class="rows">
          {ways.map(way => (
            <Row
              key={way.id}
              icon={iconOf(way)}
              title={way.name}
              detail={[nameEarn(w, way.earn), ...conditions(way)].join(' · ')}
            />
          ))}
          {lead('missions', true)}
          {lead('refer', me?.referral)}
        </ul>
      </section>
      {program.ladder && program.ladder.tiers.length > 0 && <Tiers ladder={program.ladder} />}
    </>
  )

  function lead(to: 'missions' | 'refer', there: unknown) {
    const names = program.earn.filter(way => screenOf(way) === to).map(({ name }) => name)
    const go = there ? () => (screen.value = to) : undefined
    return names[0] && <Row icon={to} title={w.text(to)} detail={w.list(names)} onClick={go} />
  }

  function conditions({ pendingDays, tiers }: Way): string[] {
    const names = tiers.map(id => program.ladder?.tiers.find(tier => tier.id === id)?.name ?? id)
    const only = names.length ? [w.text('ways.only', { tiers: w.list(names) })] : []
    return pendingDays ? [...only, w.text('ways.after', { n: pendingDays })] : only
  }
}

export function create(app: App): ComponentType {
  app.adopt('earn', css)
  return Earn
}

/** Where a rule is told of; null: nobody is told how to be unhappy. */
function screenOf({ on, goal, streak }: Way): 'earn' | 'missions' | 'refer' | null {
  if (on === 'survey.detractor') return null
  if (on.startsWith('referral.')) return 'refer'
  return goal || streak || on === 'check-in' ? 'missions' : 'earn'
}

function iconOf({ on, earn }: Way): IconName {
  if (earn.kind === 'spins') return 'wheel'
  if (earn.kind === 'reward') return 'codes'
  return on === 'birthday' ? 'rewards' : on.startsWith('order.') ? 'bag' : 'earn'
}
