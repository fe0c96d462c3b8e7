// Which pages are likely, from posting lists alone: a score for what a page has, a cost for what it lacks.
import { IN_HEADING, IN_TITLE } from "./shards.js"

export const HOLE = 2.2
export const cutCost = (cohesion) => 0.8 + 1.8 * cohesion
const LISTS = 0.6 // lists and statistics repeat what entries say

// How firmly two characters belong together: their pair beside what chance would give (0.03 to 1).
export function cohesion(together, first, second, total) {
  return Math.min(1, Math.max(0.03, Math.log(((together + 0.1) * total) / ((first + 1) * (second + 1))) / 9))
}

// `units` are the query's terms in order: { list, cohesion, idf, part, at, width }; at and width are places in the part.
// `parts` are { length } in characters. Returns pages by rank, best first.
export function rank(units, parts, directory, { most = 400, kinds = null } = {}) {
  const { pages, lengths, titles, mean } = directory
  const scores = new Float32Array(pages)
  const masks = new Int32Array(pages)
  const inTitle = new Uint8Array(pages)
  units.slice(0, 31).forEach((unit, bit) => {
    if (!unit.list) return
    const weight = (0.3 + 0.7 * unit.cohesion) * unit.idf * 2.2
    const { pages: found, exts } = unit.list
    for (let n = 0; n < found.length; n++) {
      const page = found[n]
      const ext = exts[n]
      const times = (ext & 63) + (ext & IN_TITLE ? 8 : 0) + (ext & IN_HEADING ? 3 : 0)
      scores[page] += (weight * times) / (times + 1.2 * (0.6 + (0.4 * lengths[page]) / mean))
      masks[page] |= 1 << bit
      if (ext & IN_TITLE) inTitle[page]++
    }
  })
  const costs = new Map()
  const whole = parts.reduce((sum, part) => sum + part.length, 0)
  const used = Math.min(31, units.length)
  const ranked = []
  for (let page = 0; page < pages; page++) {
    if (!masks[page] || (kinds && !kinds.has(directory.kinds[page]))) continue
    let cost = costs.get(masks[page])
    if (cost === undefined) costs.set(masks[page], cost = missing(masks[page], units, parts))
    let score = scores[page]
    if (inTitle[page] === used) score *= 1 + 2 * Math.min(1, whole / Math.max(1, titles[page]))
    if (directory.kinds[page] === directory.other) score *= LISTS
    ranked.push({ page, score, cost, value: score * Math.exp(-cost) })
  }
  ranked.sort((one, other) => other.value - one.value || one.page - other.page)
  return ranked.slice(0, most)
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
