import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { findChromium } from './.ci/chromium.mjs'

const unitTests = '**/*.unit.test.{ts,tsx}'
const SECOND = 1000

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
      {
        extends: true,
        test: {
          name: 'api',
          include: ['test/api/**/*.test.{ts,tsx}'],
          exclude: [unitTests],
          testTimeout: 120 * SECOND,
          hookTimeout: 60 * SECOND,
        },
      },
      {
        extends: true,
        test: {
          name: 'journeys',
          include: ['test/journeys/**/*.test.{ts,tsx}'],
          exclude: [unitTests],
          fileParallelism: false,
          testTimeout: 180 * SECOND,
          hookTimeout: 180 * SECOND,
          expect: { poll: { timeout: 20 * SECOND } },
          env: { CHROMIUM: findChromium() ?? '' },
        },
      },
      {
        extends: true,
        test: {
          name: 'edge',
          include: ['test/edge/**/*.test.{ts,tsx}'],
          exclude: [unitTests],
          testTimeout: 120 * SECOND,
          hookTimeout: 120 * SECOND,
        },
      },
      {
        extends: true,
        test: { name: 'faults', include: ['test/faults/**/*.test.ts'], fileParallelism: false },
      },
    ],
    pool: 'forks',
    maxWorkers: Math.max(2, availableParallelism() - 1),
  },
})
