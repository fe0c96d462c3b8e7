// What a reader's own browser keeps of self-tests: questions answered wrong, and the last results of each quiz.
// Where storage is refused, both last as long as the page is open.
import { recall, remember } from "../memory.js"

const WRONG = "hk.quiz.wrong"
const RESULTS = "hk.quiz.results"
const LAST = 5
const here = new Map()

function read(name) {
  if (here.has(name)) return here.get(name)
  try {
    const value = JSON.parse(recall(name) ?? "{}")
    return value && typeof value === "object" && !Array.isArray(value) ? value : {}
  } catch {
    return {}
  }
}

function write(name, value) {
  const text = JSON.stringify(value)
  remember(name, text)
  if (recall(name) === text) here.delete(name)
  else here.set(name, value)
}

// Whether what is kept outlives the page.
export function isKept() {
  const name = "hk.quiz.try"
  remember(name, "1")
  const kept = recall(name) === "1"
  try { localStorage.removeItem(name) } catch { /* nothing was kept */ }
  return kept
}

// { quiz id: [question keys] }
export function wrongOnes() {
  const found = Object.entries(read(WRONG)).filter(([, keys]) => Array.isArray(keys) && keys.length)
  return Object.fromEntries(found.map(([quiz, keys]) => [quiz, keys.filter((key) => typeof key === "string")]))
}

// The rule of the notebook: what is not wholly right comes in; answered right once, anywhere, it goes.
export function noteAnswer(quiz, key, right) {
  const all = wrongOnes()
  const keys = (all[quiz] ?? []).filter((other) => other !== key)
  if (!right) keys.push(key)
  if (keys.length) all[quiz] = keys
  else delete all[quiz]
  write(WRONG, all)
}

// Takes out what is in no quiz any more.
export function dropStale(quiz, known) {
  const all = wrongOnes()
  const keys = (all[quiz] ?? []).filter((key) => known.has(key))
  if (keys.length) all[quiz] = keys
  else delete all[quiz]
  write(WRONG, all)
}

// { quiz id: [{ percent, passed, count, seed, day }] }, the newest first.
export function results() {
  const found = Object.entries(read(RESULTS)).filter(([, list]) => Array.isArray(list) && list.length)
  return Object.fromEntries(found.map(([quiz, list]) => [quiz, list.filter((one) => one && typeof one.percent === "number")]))
}

export function keepResult(quiz, result) {
  const all = results()
  all[quiz] = [result, ...(all[quiz] ?? [])].slice(0, LAST)
  write(RESULTS, all)
}

export function clearAll() {
  write(WRONG, {})
  write(RESULTS, {})
}
