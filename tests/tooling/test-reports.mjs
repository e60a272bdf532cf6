// Counts from the test runners' own reports.
import { readJson } from './project.mjs'

/**
 * Flaky: passed only when tried again. They are among the passed.
 * Untried: the names of the skipped end-to-end tests, each with the reason it gave.
 * @typedef {{ passed: number, failed: number, skipped: number, flaky?: number, untried?: readonly string[] }} Counts
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
  const report = readJson(path)
  if (report?.stats === undefined) return undefined
  const { expected, flaky, unexpected, skipped } = report.stats
  const untried = report.suites.flatMap(untriedIn)
  return { passed: expected + flaky, failed: unexpected, skipped, flaky, untried }
}

/**
 * @typedef {{ type: string, description?: string }} Annotation
 * @typedef {{ status: string, annotations: Annotation[], results: { annotations: Annotation[] }[] }} Tried
 * @typedef {{ title: string, tests: Tried[] }} Spec
 * @typedef {{ title: string, specs?: Spec[], suites?: Suite[] }} Suite
 */

/**
 * The skipped tests of a suite and of all suites in it.
 * @param {Suite} suite
 * @returns {string[]}
 */
function untriedIn({ title, specs = [], suites = [] }) {
  const own = specs.flatMap((spec) =>
    spec.tests.flatMap((test) => reasonOf(test).map((why) => `${spec.title}: ${why}`))
  )
  return [...own, ...suites.flatMap(untriedIn)].map((name) => `${title} › ${name}`)
}

/**
 * @param {Tried} test
 * @returns {string[]} why it was skipped; empty when it was not
 */
function reasonOf({ status, annotations, results }) {
  if (status !== 'skipped') return []
  const given = [...annotations, ...results.flatMap((result) => result.annotations)]
  return [given.find(({ type }) => type === 'skip')?.description?.replaceAll('\n', ' ') ?? 'no reason given']
}

/**
 * @param {string} path
 * @returns {Counts | undefined} undefined when the crash tests wrote no report
 */
export function countCrashes(path) {
  return readJson(path)
}
