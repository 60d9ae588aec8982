import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { findChromium } from './.ci/chromium.mjs'

const unitTests = '**/*.unit.test.{ts,tsx}'
const SECOND = 1000
const suite = 'test/api/**/*.test.{ts,tsx}'

/** The contract suite in one runtime, with what is about that runtime alone. */
const inRuntime = (name: string, runtime: string, globalSetup: string[] = []) => ({
  extends: true as const,
  test: {
    name,
    include: [suite, `test/${runtime}/**/*.test.ts`],
    exclude: [unitTests],
    env: { LAUREL_RUNTIME: runtime },
    globalSetup,
    testTimeout: 120 * SECOND,
    hookTimeout: 60 * SECOND,
  },
})

export default defineConfig({
  define: { __VERSION__: '"0.0.0-test"', __PANEL__: '"panel-test.js"' },
  test: {
    setupFiles: ['test/seed.ts'],
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: [`test/${unitTests}`, 'test/demo/**/*.test.{ts,tsx}'],
          testTimeout: 30 * SECOND,
        },
      },
      inRuntime('api', 'file'),
      inRuntime('remote', 'remote'),
      inRuntime('edge', 'edge', ['test/edge/build.ts']),
      {
        extends: true,
        test: {
          name: 'journeys',
          include: ['test/journeys/**/*.test.{ts,tsx}'],
          exclude: [unitTests],
          testTimeout: 180 * SECOND,
          hookTimeout: 180 * SECOND,
          expect: { poll: { timeout: 20 * SECOND } },
          env: { CHROMIUM: findChromium() ?? '' },
        },
      },
      {
        extends: true,
        test: { name: 'faults', include: ['test/faults/**/*.test.ts'], fileParallelism: false },
      },
    ],
    pool: 'forks',
    // A process loads the API once and runs one file after the other: each opens an app, a file and a browser of its own.
    isolate: false,
    maxWorkers: Math.max(2, availableParallelism() - 1),
  },
})
