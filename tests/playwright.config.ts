import { defineConfig } from '@playwright/test'

/** Tests that measure time against a bound of the product: another app beside them would be measured along. */
const timed = /files-pause\.spec/

// One app per test. Made for two cores: an app waits more than it works, so four at a time keep them busy.
export default defineConfig({
  testDir: 'e2e',
  outputDir: '../test-results',
  workers: 4,
  fullyParallel: true,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  // A starved machine may cut an app's start short; what passes only the second time is reported as flaky.
  retries: 1,
  reporter: [['list']],
  forbidOnly: true,
  projects: [
    { name: 'together', testIgnore: timed },
    { name: 'alone', testMatch: timed, workers: 1, dependencies: ['together'] }
  ]
})
