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
    for (const module of modules) {
      for (const test of module.children.allTests()) counts[test.result().state]++
      for (const part of [module, ...module.children.allSuites()]) counts.failed += part.errors().length
    }
    writeFileSync(process.env.LAUREL_COUNTS, JSON.stringify(counts))
  }
}
