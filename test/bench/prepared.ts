import Database from 'libsql'
import { PRAGMAS } from '../../api/store/embedded'
import type { Figure } from './contest'
import type { Errand } from './record'

type Statement = ReturnType<Database.Database['prepare']>

/** A file as whoever writes SQL by hand would use it: with the settings of Laurel's own driver, every statement prepared once. */
export function openPrepared(file: string): Database.Database {
  const db = new Database(file)
  for (const pragma of PRAGMAS) db.pragma(pragma)
  return db
}

/** Runs each errand as one transaction with one commit. */
export function replay(db: Database.Database, errands: Errand[]): Figure {
  const prepared = new Map<string, { statement: Statement; reads: boolean }>()
  for (const { sql } of errands.flat()) {
    if (prepared.has(sql)) continue
    const statement = db.prepare(sql)
    prepared.set(sql, { statement, reads: statement.reader })
  }
  return timed(errands.length, () => {
    for (const errand of errands) {
      db.exec('BEGIN IMMEDIATE')
      for (const { sql, args } of errand) {
        const known = prepared.get(sql)
        if (known?.reads) known.statement.all(args)
        else known?.statement.run(args)
      }
      db.exec('COMMIT')
    }
  })
}

/** @param count how many requests the work stands for */
export function timed(count: number, work: () => void): Figure {
  const cpuBefore = process.cpuUsage()
  const begun = performance.now()
  work()
  const seconds = (performance.now() - begun) / 1000
  const cpu = process.cpuUsage(cpuBefore)
  return { count, perSecond: count / seconds, cpuUs: (cpu.user + cpu.system) / count }
}
