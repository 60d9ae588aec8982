import type { TestApp } from '../app'

/** Wrong codes are counted on purpose, so that guessing locks out. */
const COUNTERS = ['code_attempts']

/** Everything a database holds, as text: two that are equal hold the same. When a key was last used is left out. */
export async function contentOf({ store }: Pick<TestApp, 'store'>): Promise<Record<string, string>> {
  const { tables } = await store.read({
    tables: store.db.all<{ name: string }>(
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
    ),
  })
  const names = tables.map(({ name }) => name).filter(name => !COUNTERS.includes(name))
  const rows = await store.read(
    Object.fromEntries(
      names.map(name => [name, store.db.all<Record<string, unknown>>(`SELECT * FROM "${name}"`)]),
    ),
  )
  return Object.fromEntries(
    names.map(name => [
      name,
      (rows[name] ?? []).map(({ last_used_at: _, ...row }) => JSON.stringify(row)).join('\n'),
    ]),
  )
}
