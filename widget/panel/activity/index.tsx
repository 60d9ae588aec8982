import type { ComponentType } from 'preact'
import type { JournalLine } from '../../../sdk/contract'
import { type App, current } from '../app'
import { Failed, More, Notice, Skeleton } from '../notice'
import { createPages, type Pages } from '../pages'
import { Line } from './line'

/** Every line of the journal with its why, newest first, under its day. */
function Activity({ journal }: { journal: Pages<JournalLine> }) {
  const { laurel, w } = current()
  const { now = '' } = laurel.me.value ?? {}
  const { items, failed } = journal.state.value
  if (!items) return failed ? <Failed retry={journal.more} /> : <Skeleton />
  if (!items.length)
    return <Notice icon="activity" title={w.text('activity.none')} body={w.text('activity.none.body')} />
  return (
    <>
      {days(items, at => w.date(at, now)).map(([day, lines]) => (
        <section key={day}>
          <h3>{day}</h3>
          <ul class="rows">
            {lines.map(line => (
              <Line key={line.seq} line={line} now={now} />
            ))}
          </ul>
        </section>
      ))}
      <More pages={journal} />
    </>
  )
}

export function create(app: App): ComponentType {
  const journal = createPages(app, 'activity', app.laurel.journal)
  return () => <Activity journal={journal} />
}

function days(lines: JournalLine[], nameOf: (at: string) => string): [string, JournalLine[]][] {
  const byDay = new Map<string, JournalLine[]>()
  for (const line of lines) {
    const day = nameOf(line.at)
    byDay.set(day, [...(byDay.get(day) ?? []), line])
  }
  return [...byDay]
}
