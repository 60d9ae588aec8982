import { writeFileSync } from 'node:fs'

/** Counts for .ci/test.mjs what a vitest run executed. What breaks outside a test counts as a failure too. */
export default class Counts {
  onTestRunEnd(modules, unhandledErrors) {
    const counts = {
      files: modules.length,
      passed: 0,
      failed: unhandledErrors.length,
      skipped: 0,
      pending: 0,
    }
    const faults = []
    for (const module of modules) {
      for (const test of module.children.allTests()) {
        counts[test.result().state]++
        if (test.meta().fault) faults.push(test.meta().fault)
      }
      for (const part of [module, ...module.children.allSuites()]) counts.failed += part.errors().length
    }
    if (faults.length > 0) console.log(faultTable(faults))
    writeFileSync(process.env.LAUREL_COUNTS, JSON.stringify(counts))
  }
}

const COLUMNS = ['acknowledged', 'refused', 'unknown', 'found', 'lost', 'doubled', 'wrong', 'seconds']

/** What each fault has led to; `found` are those of the unknown that turned out to have been done. */
function faultTable(faults) {
  const rows = faults.map(fault => COLUMNS.map(column => String(Math.round(fault[column]))))
  const inLine = cells => cells.map((cell, i) => cell.padStart(COLUMNS[i].length)).join('  ')
  const lines = faults.map(({ name, remark }, i) => `${inLine(rows[i])}   ${name} (${remark})`)
  return ['', inLine(COLUMNS), ...lines, ''].join('\n')
}
