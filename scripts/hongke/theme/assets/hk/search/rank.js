// Which pages are likely, from posting lists alone: a score for what a page has, a cost for what it lacks.
import { IN_HEADING, IN_TITLE } from "./shards.js"

export const HOLE = 2.2
export const cutCost = (cohesion) => 0.8 + 1.8 * cohesion
const LISTS = 0.6 // lists and statistics repeat what entries say

// How firmly two characters belong together: their pair beside what chance would give (0.03 to 1).
export function cohesion(together, first, second, total) {
  return Math.min(1, Math.max(0.03, Math.log(((together + 0.1) * total) / ((first + 1) * (second + 1))) / 9))
}

let scores = new Float32Array(0)
let masks = new Int32Array(0)
let inTitle = new Uint8Array(0)

// `units` are the query's terms in order: { list, cohesion, idf, part, at, width }; at and width are places in the part.
// `parts` are { length } in characters; `without` are pages that are left out. Returns the `most` best pages by rank: { page, score, cost, value }.
export function rank(units, parts, directory, { most = 64, kinds = null, without = null } = {}) {
  const { pages, lengths, titles, mean } = directory
  if (scores.length !== pages) {
    scores = new Float32Array(pages)
    masks = new Int32Array(pages)
    inTitle = new Uint8Array(pages)
  } else {
    scores.fill(0)
    masks.fill(0)
    inTitle.fill(0)
  }
  const used = Math.min(31, units.length)
  for (let bit = 0; bit < used; bit++) {
    const { list, cohesion: firm, idf } = units[bit]
    if (!list) continue
    const weight = (0.3 + 0.7 * firm) * idf * 2.2
    const { pages: found, exts } = list
    for (let n = 0; n < found.length; n++) {
      const page = found[n]
      const ext = exts[n]
      const times = (ext & 63) + (ext & IN_TITLE ? 8 : 0) + (ext & IN_HEADING ? 3 : 0)
      scores[page] += (weight * times) / (times + 0.72 + (0.48 * lengths[page]) / mean)
      masks[page] |= 1 << bit
      if (ext & IN_TITLE) inTitle[page]++
    }
  }
  const costs = new Map()
  const whole = parts.reduce((sum, part) => sum + part.length, 0)
  const best = new Best(most)
  for (let page = 0; page < pages; page++) {
    const mask = masks[page]
    if (!mask || without?.has(page) || (kinds && !kinds.has(directory.kinds[page]))) continue
    let cost = costs.get(mask)
    if (cost === undefined) {
      const lost = missing(mask, units, parts)
      costs.set(mask, cost = { lost, factor: Math.exp(-lost) })
    }
    let score = scores[page]
    if (inTitle[page] === used) score *= 1 + 2 * Math.min(1, whole / Math.max(1, titles[page]))
    if (directory.kinds[page] === directory.other) score *= LISTS
    best.offer(page, score * cost.factor, score, cost.lost)
  }
  return best.sorted()
}

// Keeps the `most` best of what it is offered: a heap whose root is the worst of them.
class Best {
  constructor(most) {
    this.most = most
    this.heap = []
  }

  offer(page, value, score, cost) {
    const { heap } = this
    if (heap.length === this.most) {
      if (value <= heap[0].value) return
      heap[0] = { page, value, score, cost }
      this.sink()
      return
    }
    heap.push({ page, value, score, cost })
    for (let at = heap.length - 1; at > 0;) {
      const above = (at - 1) >> 1
      if (heap[above].value <= heap[at].value) break
      ;[heap[above], heap[at]] = [heap[at], heap[above]]
      at = above
    }
  }

  sink() {
    const { heap } = this
    for (let at = 0; ;) {
      let least = at
      for (const below of [2 * at + 1, 2 * at + 2]) if (below < heap.length && heap[below].value < heap[least].value) least = below
      if (least === at) return
      ;[heap[least], heap[at]] = [heap[at], heap[least]]
      at = least
    }
  }

  sorted() {
    return this.heap.sort((one, other) => other.value - one.value || one.page - other.page)
  }
}

// What a page's own split of the query costs: a missing pair whose characters are covered is a cut, a character that
// nothing covers is a hole.
function missing(mask, units, parts) {
  let cost = 0
  const covered = parts.map((part) => new Uint8Array(part.length))
  units.forEach((unit, bit) => {
    if (bit >= 31 || mask & (1 << bit)) covered[unit.part].fill(1, unit.at, unit.at + unit.width)
  })
  units.forEach((unit, bit) => {
    if (bit >= 31 || mask & (1 << bit) || unit.width < 2 || unit.latin) return
    const cover = covered[unit.part]
    if (cover[unit.at] && cover[unit.at + 1]) cost += cutCost(unit.cohesion)
  })
  for (const cover of covered) for (const one of cover) if (!one) cost += HOLE
  return cost
}
