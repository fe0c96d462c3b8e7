// What a page's text says of a query: whole parts, or the cheapest cutting into pieces that occur; and the best passage.
import { cutCost, HOLE } from "./rank.js"
import { isHan } from "./terms.js"

const NEAR = 120
const PASSAGE = 110

// `parts` are { text, cohesions }; cohesions[i] joins characters i and i+1 of the part. Returns the cost; `exact`, whether
// every part stands there whole; `covered`, whether pieces of two characters and more make up every part; and the pieces.
export function check(parts, text, title) {
  let cost = 0
  let exact = true
  let covered = true
  const pieces = []
  for (const part of parts) {
    const at = text.indexOf(part.text)
    if (at >= 0 || title.includes(part.text)) {
      pieces.push({ text: part.text, whole: true })
      continue
    }
    exact = false
    const cut = part.quoted ? { cost: 6, pieces: [], covered: false } : cheapest(part, text, title)
    cost += cut.cost
    covered &&= cut.covered
    for (const piece of cut.pieces) pieces.push({ text: piece, whole: false })
  }
  const window = closest(pieces.map((piece) => piece.text).filter((piece) => text.includes(piece)), text)
  if (pieces.length > 1 && window.span > NEAR) cost += Math.min(1, Math.log2(window.span / NEAR) * 0.25)
  return { cost, exact, covered, pieces: pieces.map((piece) => piece.text), start: window.start }
}

// Whether a text holds a piece: of letters and digits, from the beginning of a word on ("an" is not in "plan").
function holds(text, piece) {
  if (!/^[a-z0-9]/.test(piece)) return text.includes(piece)
  for (let at = text.indexOf(piece); at >= 0; at = text.indexOf(piece, at + 1)) if (!/[a-z0-9]/.test(text[at - 1] ?? " ")) return true
  return false
}

// Places within a word of letters or a number, where nothing is cut.
function closed(runs) {
  const places = new Set()
  let at = 0
  for (const run of runs) {
    if (!run.han) for (let inner = 1; inner < run.text.length; inner++) places.add(at + inner)
    at += run.text.length
  }
  return places
}

function cheapest(part, text, title) {
  const length = part.text.length
  const whole = closed(part.runs)
  const best = new Float64Array(length + 1).fill(Infinity)
  const from = new Int32Array(length + 1)
  best[0] = 0
  for (let end = 1; end <= length; end++) {
    if (whole.has(end)) continue
    for (let start = Math.max(0, end - 24); start < end; start++) {
      if (whole.has(start)) continue
      const piece = part.text.slice(start, end)
      const there = holds(text, piece) || holds(title, piece)
      if (!there && piece.length > 1 && isHan(piece)) continue
      const cut = start ? cutCost(part.cohesions[start - 1] ?? 0.5) : 0
      const value = best[start] + cut + (there ? (piece.length === 1 ? 0.6 : 0) : HOLE)
      if (value < best[end]) { best[end] = value; from[end] = start }
    }
  }
  const pieces = []
  for (let end = length; end > 0; end = from[end]) {
    const piece = part.text.slice(from[end], end)
    if (holds(text, piece) || holds(title, piece)) pieces.unshift(piece)
  }
  const covered = pieces.every((piece) => piece.length > 1) && pieces.join("").length === length
  return { cost: best[length], pieces, covered }
}

// The narrowest stretch of the text that holds every piece.
function closest(pieces, text) {
  const events = []
  pieces.forEach((piece, which) => {
    for (let at = text.indexOf(piece), times = 0; at >= 0 && times < 200; at = text.indexOf(piece, at + 1), times++) events.push({ at, end: at + piece.length, which })
  })
  if (!events.length) return { start: 0, span: 0 }
  events.sort((one, other) => one.at - other.at)
  const held = new Map()
  let best = { start: events[0].at, span: Infinity }
  let left = 0
  for (const event of events) {
    held.set(event.which, (held.get(event.which) ?? 0) + 1)
    while (held.size === new Set(pieces.keys()).size) {
      const first = events[left++]
      if (event.end - first.at < best.span) best = { start: first.at, span: event.end - first.at }
      const times = held.get(first.which) - 1
      if (times) held.set(first.which, times)
      else held.delete(first.which)
    }
  }
  return best.span === Infinity ? { start: events[0].at, span: 0 } : best
}

// The passage of a text around `start`: whole sentences where they are near, and the last heading before it.
export function passage(text, headings, start) {
  let from = Math.max(0, start - 36)
  const line = text.lastIndexOf("\n", start)
  if (line >= from) from = line + 1
  let to = Math.min(text.length, from + PASSAGE)
  const end = text.indexOf("\n", Math.max(start, from))
  if (end > start + 30 && end < to) to = end
  let anchor = ""
  for (const [place, id] of headings) {
    if (place > start) break
    anchor = id
  }
  const shown = text.slice(from, to).replaceAll("\n", " · ")
  return { text: `${from > 0 && text[from - 1] !== "\n" ? "…" : ""}${shown}${to < text.length && text[to] !== "\n" ? "…" : ""}`, anchor }
}
