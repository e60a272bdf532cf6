import { defineConfig } from '@playwright/test'

// One app per test, two tests at a time: the suite is made for two cores.
export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'test-results',
  workers: 2,
  fullyParallel: true,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  // A starved CI machine may cut an app's start short; what passes only the second time is reported as flaky.
  retries: process.env['CI'] === undefined ? 0 : 1,
  reporter: [['list']],
  forbidOnly: true
})
