import { defineConfig } from 'vitest/config';
import { WxtVitest } from 'wxt/testing/vitest-plugin';

const heldAgainstBuild = ['tests/permissions.test.ts', 'tests/packages.test.ts', 'tests/store.test.ts'];

/** Two projects: `unit` runs anywhere; `browser` drives real browsers over the production build. */
export default defineConfig({
  test: {
    projects: [
      {
        plugins: [WxtVitest()],
        test: {
          name: 'unit',
          include: ['tests/unit/**/*.test.{ts,tsx}', 'tests/*.test.ts'],
          // Held against the build, so they run with the browser tests.
          exclude: heldAgainstBuild,
          environment: 'node',
          // Properties draw many cases; a busy machine must not fail them.
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'browser',
          include: ['tests/browser/**/*.test.ts', ...heldAgainstBuild],
          globalSetup: ['tests/browser/support/check-build.ts'],
          environment: 'node',
          testTimeout: 120_000,
          hookTimeout: 120_000,
          expect: { poll: { timeout: 30_000 } },
          fileParallelism: false,
        },
      },
    ],
  },
});
