import { filesIn } from './targets.mjs'

/** The stages that vitest runs, in their order. vitest.config.ts says the same in globs. */
export const vitestStages = ['unit', 'api', 'journeys', 'edge', 'faults']

/** The stage a test file belongs to; undefined is a file that nothing would ever run. */
export function stageOf(path) {
  if (/\.unit\.test\.tsx?$/.test(path) || path.startsWith('test/demo/')) return 'unit'
  const [, folder] = /^test\/(\w+)\//.exec(path) ?? []
  return vitestStages.includes(folder) ? folder : undefined
}

/** @returns {string[]} */
export const testFiles = () => filesIn('test').filter(path => /\.(test|spec)\.\w+$/.test(path))
