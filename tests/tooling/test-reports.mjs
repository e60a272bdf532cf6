// Counts from the test runners' own reports.
import { readJson } from './project.mjs'

/**
 * Flaky: passed only when tried again. They are among the passed.
 * @typedef {{ passed: number, failed: number, skipped: number, flaky?: number }} Counts
 */

/**
 * @param {string} path
 * @returns {Counts | undefined} undefined when the runner wrote no report
 */
export function countVitest(path) {
  const report = readJson(path)
  if (report === undefined) return undefined
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests,
    skipped: report.numPendingTests + report.numTodoTests
  }
}

/**
 * @param {string} path
 * @returns {Counts | undefined} undefined when the runner wrote no report
 */
export function countPlaywright(path) {
  const stats = readJson(path)?.stats
  if (stats === undefined) return undefined
  return {
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected,
    skipped: stats.skipped,
    flaky: stats.flaky
  }
}

/**
 * @param {string} path
 * @returns {Counts | undefined} undefined when the crash tests wrote no report
 */
export function countCrashes(path) {
  return readJson(path)
}
