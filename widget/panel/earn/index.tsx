import type { ComponentType } from 'preact'
import type { Storefront } from '../../../sdk/contract'
import { current } from '../app'
import { nameEarn } from '../award'
import type { IconName } from '../icon'
import { Row } from '../row'
import { Tiers } from './tiers'

type Program = Storefront['program']
type Way = Program['earn'][number]

/** Every way to earn, what runs just now, and what the tiers give. */
function Earn() {
  const { laurel, w } = current()
  const program = laurel.program.value as Program
  return (
    <>
      {program.campaigns.map(campaign => (
        <section class="note" key={campaign.name}>
          <b>{campaign.name}</b>
          <p>
            {w.text('campaign', {
              times: campaign.multiplier,
              date: w.date(campaign.until, laurel.me.value?.now ?? new Date().toISOString()),
            })}
          </p>
        </section>
      ))}
      <section>
        <h3>{w.text('ways')}</h3>
        <ul class="rows">
          {program.earn.map(way => (
            <Row
              key={way.id}
              icon={iconOf(way)}
              title={way.name}
              detail={[nameEarn(w, way.earn), ...conditions(way)].join(' · ')}
            />
          ))}
        </ul>
      </section>
      {program.ladder && program.ladder.tiers.length > 0 && <Tiers ladder={program.ladder} />}
    </>
  )

  function conditions({ pendingDays, tiers }: Way): string[] {
    const names = tiers.map(id => program.ladder?.tiers.find(tier => tier.id === id)?.name ?? id)
    const only = names.length ? [w.text('ways.only', { tiers: w.list(names) })] : []
    return pendingDays ? [...only, w.text('ways.after', { n: pendingDays })] : only
  }
}

export const create = (): ComponentType => Earn

function iconOf({ on, earn }: Way): IconName {
  if (earn.kind === 'spins') return 'wheel'
  if (earn.kind === 'reward') return 'codes'
  return on === 'birthday' ? 'rewards' : on.startsWith('order.') ? 'bag' : 'earn'
}
