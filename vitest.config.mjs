import { defineConfig } from 'vitest/config';

/**
 * Three kinds of tests that run in Node. `unit` needs nothing but the kernels, `browser` mounts the panel's
 * parts in Chromium, `workbench` opens the real VS Code in Chromium. The tests under test/e2e run inside
 * VS Code's extension host and are started by scripts/test.mjs.
 */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/webview/**/*.browser.test.ts', 'test/workbench/**', 'test/e2e/**'],
          globalSetup: ['test/support/builtKernels.mjs'],
          // For what hangs; how fast something is, tests do not ask.
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'browser',
          include: ['test/webview/**/*.browser.test.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'workbench',
          include: ['test/workbench/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 180_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
