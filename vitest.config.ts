import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

const dbTests = '**/*.db.test.ts'
const ignored = ['**/node_modules/**', '**/dist/**']
// Vitest leaves one processor idle by itself, which is half of a small machine.
const maxWorkers = availableParallelism()

export default defineConfig({
  // The sources run as they are; a cache below node_modules would be written by whoever runs the tests first.
  test: {
    passWithNoTests: false,
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{evidence,core,dataset,cli,server,scripts}/**/*.test.ts'],
          exclude: [...ignored, dbTests],
          pool: 'threads',
          isolate: false,
          maxWorkers,
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'db',
          include: ['{server,cli}/**/*.db.test.ts'],
          exclude: ignored,
          pool: 'threads',
          isolate: false,
          maxWorkers,
          globalSetup: ['server/src/testing/global-setup.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: './web/vite.config.ts',
        root: 'web',
        test: {
          name: 'web',
          include: ['src/**/*.test.{ts,tsx}'],
          environment: 'jsdom',
          maxWorkers,
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['e2e/**/*.spec.ts'],
          exclude: ignored,
          globalSetup: ['e2e/support/global-setup.ts'],
          pool: 'forks',
          // Each worker has an installation of its own.
          maxWorkers: Math.min(2, maxWorkers),
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
})
