import { writeFileSync } from 'node:fs'
import { relative } from 'node:path'
import { contractSuite } from './stages.mjs'

/**
 * Counts for .ci/test.mjs what a vitest run executed, and how much of it is the contract suite. What breaks outside a
 * test counts as a failure too.
 */
export default class Counts {
  onTestRunEnd(modules, unhandledErrors) {
    const counts = {
      files: modules.length,
      passed: 0,
      failed: unhandledErrors.length,
      skipped: 0,
      pending: 0,
      contract: 0,
    }
    const faults = []
    for (const module of modules) {
      const isContract = relative(process.cwd(), module.moduleId).startsWith(`${contractSuite}/`)
      for (const test of module.children.allTests()) {
        counts[test.result().state]++
        if (isContract && test.result().state === 'passed') counts.contract++
        if (test.meta().fault) faults.push(test.meta().fault)
      }
      for (const part of [module, ...module.children.allSuites()]) counts.failed += part.errors().length
    }
    if (faults.length > 0) console.log(faultTable(faults))
    writeFileSync(process.env.LAUREL_COUNTS, JSON.stringify(counts))
  }
}

/** `found` are those of the unknown that turned out to have been done. */
const COLUMNS = {
  ...{
    acknowledged: 'acknowledged',
    refused: 'refused',
    putOff: 'put off',
    unknown: 'unknown',
    found: 'found',
  },
  ...{ lost: 'lost', doubled: 'doubled', wrong: 'wrong', seconds: 'seconds' },
}

/** What each fault has led to. */
function faultTable(faults) {
  const inLine = cellOf =>
    Object.entries(COLUMNS)
      .map(([key, title]) => String(cellOf(key)).padStart(title.length))
      .join('  ')
  const lines = faults.map(
    fault => `${inLine(key => Math.round(fault[key]))}   ${fault.name} (${fault.remark})`,
  )
  return ['', inLine(key => COLUMNS[key]), ...lines, ''].join('\n')
}
