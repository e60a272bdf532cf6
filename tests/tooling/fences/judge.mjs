// Holds what one file imports and uses against the table.
import { isBuiltin } from 'node:module'
import { posix } from 'node:path'
import { electronNames, globals, homes, places, properties } from './table.mjs'

const fenced = ['electron', 'renderer', 'shared']

/**
 * @typedef {object} Import
 * @property {string} from the specifier as it is written
 * @property {readonly string[]} [names] what is imported of it; `*` for all, `default`
 * @property {boolean} [typesOnly]
 */

/**
 * @param {string} file from the root of the project, with `/`
 * @param {Import} imported
 * @returns {string | null} why the file may not import this; null when it may, or when the table does not speak of it
 */
export function judgeImport(file, { from, names = [], typesOnly = false }) {
  const importer = withoutEnding(file)
  if (!isFenced(importer)) return null
  if (!from.startsWith('.')) return aboutPackage(importer, from, names)
  const target = withoutEnding(posix.join(posix.dirname(importer), from))
  return aboutFile(importer, target, typesOnly)
}

/**
 * @param {string} file from the root of the project, with `/`
 * @param {string} name of a global
 * @returns {string | null} as `judgeImport`
 */
export function judgeGlobal(file, name) {
  return aboutHome(file, name, globals)
}

/**
 * @param {string} file from the root of the project, with `/`
 * @param {string} object the name of what has the property; empty when it has none
 * @param {string} property
 * @returns {string | null} as `judgeImport`
 */
export function judgeProperty(file, object, property) {
  return aboutHome(file, property, properties) ?? aboutHome(file, `${object}.${property}`, properties)
}

/**
 * @param {string} file
 * @param {string} name
 * @param {Readonly<Record<string, readonly string[]>>} table
 */
function aboutHome(file, name, table) {
  const here = withoutEnding(file)
  const home = Object.hasOwn(table, name) ? table[name] : undefined
  if (home === undefined || !isFenced(here) || liesIn(here, home)) return null
  return `${name} ${livesIn(home)}.`
}

/**
 * @param {string} here
 * @param {string} from
 * @param {readonly string[]} names
 */
function aboutPackage(here, from, names) {
  const name = isBuiltin(from) && !from.startsWith('node:') ? `node:${from}` : from
  const allowed = places[placeOf(here) ?? '']?.packages
  if (allowed !== undefined && !allowed.includes(name))
    return `${placeOf(here)} imports ${inWords(allowed)} only.`
  for (const [known, home] of Object.entries(homes)) {
    if (isOf(name, known) && !liesIn(here, home)) return `${known} ${livesIn(home)}.`
  }
  if (name !== 'electron') return null
  for (const taken of names) {
    if (taken === '*' || taken === 'default')
      return 'Electron is imported by name, so that its names can be held apart.'
    const home = electronNames[taken]
    if (home !== undefined && !liesIn(here, home)) return `${taken} of Electron ${livesIn(home)}.`
  }
  return null
}

/**
 * @param {string} here
 * @param {string} target
 * @param {boolean} typesOnly
 */
function aboutFile(here, target, typesOnly) {
  const place = placeOf(here)
  const theirs = placeOf(target)
  if (place === undefined) return `${here} has no place in the table of fences.`
  if (theirs !== undefined && filled(place, here) === filled(theirs, target)) return null
  const { imports, types } = places[place]
  const allowed = typesOnly ? [...imports, ...(types ?? [])] : imports
  if (allowed.some((name) => isAtTopOf(target, name))) return null
  const own = filled(place, here)
  return imports.length === 0
    ? `${own} imports its own files only.`
    : `${own} imports ${inWords(imports)}, and of each only what lies at its top.`
}

/**
 * The row of the table that speaks of a file.
 * @param {string} file
 */
function placeOf(file) {
  const fitting = Object.keys(places).filter((name) => filled(name, file) !== undefined)
  // A name of one's own is closer than a `*` of the same depth.
  return fitting.sort((a, b) => depth(b) - depth(a) || Number(a.includes('*')) - Number(b.includes('*')))[0]
}

/**
 * The part of a path that a place's name names, each `*` filled in; undefined when the path lies elsewhere.
 * @param {string} name
 * @param {string} path
 */
function filled(name, path) {
  const steps = path.split('/')
  const wanted = name.split('/')
  // A `*` on its own is a folder, so something must follow it.
  if (steps.length < wanted.length + (wanted.at(-1) === '*' ? 1 : 0)) return undefined
  const fits = wanted.every((step, index) => {
    const [before = '', after] = step.split('*')
    const given = steps[index] ?? ''
    return after === undefined ? given === step : given.startsWith(before) && given.endsWith(after)
  })
  return fits ? steps.slice(0, wanted.length).join('/') : undefined
}

/**
 * True for a file that goes by this very name, and for what lies directly in the folder of the name.
 * @param {string} file
 * @param {string} name
 */
function isAtTopOf(file, name) {
  if (filled(name, file) === undefined) return false
  return depth(file) === depth(name) || (placeOf(file) === name && depth(file) === depth(name) + 1)
}

/** @param {string} file */
const isFenced = (file) => fenced.some((folder) => file.startsWith(`${folder}/`))

/** @param {string} path */
const depth = (path) => path.split('/').length

/** @param {string} file @param {readonly string[]} home */
const liesIn = (file, home) => home.some((name) => file === name || file.startsWith(`${name}/`))

/** @param {string} name @param {string} known */
const isOf = (name, known) =>
  known.endsWith('*') ? name.startsWith(known.slice(0, -1)) : name === known || name.startsWith(`${known}/`)

/** @param {string} path */
const withoutEnding = (path) => path.replace(/\?.*$/, '').replace(/\.(?:tsx?|[cm]?js|json|css)$/, '')

/** @param {readonly string[]} home */
const livesIn = (home) => (home.length === 0 ? 'is not used here' : `lives in ${inWords(home)} alone`)

/** @param {readonly string[]} names */
function inWords(names) {
  return names.length < 2 ? names.join() : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}
