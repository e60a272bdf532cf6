import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['tests/unit/**/*.test.ts', 'tests/unit/**/*.test.tsx'],
    testTimeout: 20_000,
    // Every processor: Vitest would leave one of two idle.
    maxWorkers: '100%',
    // Loading the modules anew for each file takes longer than the tests. None keeps state that a test could leave behind.
    isolate: false,
    sequence: { shuffle: true }
  }
})
