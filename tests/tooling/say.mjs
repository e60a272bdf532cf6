// What the tooling tells a person: short lines, and one line that moves while something takes time.

const quietInterval = 10_000
const paintInterval = 250
const clearLine = '\r\x1b[2K'

/**
 * What is under way now. Several things can be, and a terminal has only one last line for all of them.
 * @type {Set<() => string>}
 */
const underWay = new Set()

/**
 * One line for the person at the terminal.
 * @param {string} line
 */
export function say(line) {
  process.stdout.write(`${isLive() && underWay.size > 0 ? clearLine : ''}${line}\n`)
}

/**
 * Seconds since `start`, for reading.
 * @param {number} start
 */
export function secondsSince(start) {
  return `${((Date.now() - start) / 1000).toFixed(1)} s`
}

/**
 * Shows that something is under way. A terminal gets one moving line; a log gets a line now and then.
 * @param {string} label
 * @param {() => string} [detail] what to add, such as how much has arrived
 */
export function progress(label, detail = () => '') {
  const start = Date.now()
  const live = isLive()
  const describe = () => {
    const seconds = `${Math.round((Date.now() - start) / 1000)} s`
    return `${label} … ${[detail(), seconds].filter((part) => part !== '').join(', ')}`
  }
  underWay.add(describe)
  if (!live) say(`${label} …`)
  const timer = setInterval(live ? paint : () => say(`  ${describe()}`), live ? paintInterval : quietInterval)

  return {
    /** @param {string} result */
    end(result) {
      clearInterval(timer)
      say(`${label}: ${result} (${secondsSince(start)})`)
      underWay.delete(describe)
    }
  }
}

function isLive() {
  return process.stdout.isTTY === true
}

function paint() {
  const line = [...underWay].map((describe) => describe()).join(' | ')
  process.stdout.write(`${clearLine}${line.slice(0, (process.stdout.columns ?? 80) - 1)}`)
}
