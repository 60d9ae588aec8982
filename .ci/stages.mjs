import { filesIn } from './targets.mjs'

/** The stages that vitest runs, in their order. vitest.config.ts says the same in globs. */
export const vitestStages = ['unit', 'api', 'journeys', 'remote', 'edge', 'faults']

/** Each of these runs the whole contract suite, test/api, in a runtime of its own, and what is about that one alone. */
export const runtimes = { api: 'file', remote: 'remote', edge: 'edge' }

export const contractSuite = 'test/api'

/** The stages that run a test file; none is a file that nothing would ever run. */
export function stagesOf(path) {
  if (/\.unit\.test\.tsx?$/.test(path) || path.startsWith('test/demo/')) return ['unit']
  if (path.startsWith(`${contractSuite}/`)) return Object.keys(runtimes)
  return vitestStages.filter(stage => path.startsWith(`test/${runtimes[stage] ?? stage}/`))
}

/** @returns {string[]} */
export const testFiles = () => filesIn('test').filter(path => /\.(test|spec)\.\w+$/.test(path))
