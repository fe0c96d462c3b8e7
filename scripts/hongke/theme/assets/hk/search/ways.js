// Other ways to what was meant, for when the words themselves are not there: other names, traditional characters, one wrong
// character, pinyin, the same sounds.
import { parse } from "./query.js"
import { rank } from "./rank.js"
import { IN_TITLE } from "./shards.js"
import { initialTerms, latinReadings, soundsOf, syllableTerms } from "./sounds.js"
import { load } from "./store.js"
import { fold } from "./terms.js"

const LOOKED_AT = 24

export class OtherWays {
  constructor(engine) {
    this.engine = engine
  }

  // The ways in the order in which they are tried, each with its name.
  of(typed, query) {
    const latin = query.parts.some((part) => part.runs.some((run) => !run.han && /^[a-z]+$/.test(run.text)))
    const ways = [
      ["synonym", (options) => this.bySynonym(query, options)],
      ["traditional", (options) => this.byTraditional(typed, options)],
    ]
    ways.push(["typo", (options) => this.byTypo(query, options)])
    if (latin) ways.push(["pinyin", (options) => this.byPinyin(query, options)])
    ways.push(["sound", (options) => this.bySound(query, options)])
    return ways
  }

  async bySynonym(query, options) {
    const whole = query.parts.map((part) => part.text).join("")
    const others = this.engine.synonyms.get(whole) ?? (query.parts.length === 1 ? this.engine.synonyms.get(query.parts[0].text) : null)
    if (!others) return null
    const all = { exact: [], related: [] }
    const seen = new Set()
    for (const other of others) {
      const found = await this.engine.attempt({ ...parse(other), not: query.not }, options)
      for (const hit of found.exact) if (!seen.has(hit.page)) { seen.add(hit.page); all.related.push(hit) }
    }
    return all
  }

  async byTraditional(typed, options) {
    const text = new TextDecoder().decode(await load("traditional.bin"))
    const characters = [...text]
    const simplified = new Map()
    for (let at = 0; at + 1 < characters.length; at += 2) simplified.set(characters[at], characters[at + 1])
    if (fold(typed, simplified) === fold(typed)) return null
    return this.engine.attempt(parse(typed, simplified), options)
  }

  // One wrong character in a name of four or more: for each place, the titles that have all the rest.
  async byTypo(query, { limit, kinds }) {
    const [part] = query.parts
    const characters = [...part.text]
    if (query.parts.length > 1 || part.runs.length > 1 || !part.runs[0].han || characters.length < 4 || characters.length > 12) return null
    const found = new Set()
    for (let wrong = 0; wrong < characters.length; wrong++) {
      const units = []
      for (const rest of [characters.slice(0, wrong), characters.slice(wrong + 1)]) {
        if (rest.length === 1) units.push({ prefix: rest[0] })
        else rest.slice(1).forEach((character, at) => units.push({ term: rest[at] + character }))
      }
      const lists = await Promise.all(units.map((unit) => this.engine.list(unit)))
      if (lists.every((list) => list)) for (const page of inTitles(lists)) found.add(page)
    }
    const short = [...found].filter((page) => !kinds || kinds.has(this.engine.directory.kinds[page]))
    short.sort((one, other) => this.engine.directory.titles[one] - this.engine.directory.titles[other] || one - other)
    const pages = await Promise.all(short.slice(0, LOOKED_AT).map(async (page) => [page, await this.engine.text(page)]))
    const hits = []
    // A character of the same sound is the commonest slip: such a name comes first.
    const spoken = short.length > 1 ? (await soundsOf(part.text)).join(" ") : ""
    for (const [page, text] of pages) {
      const meant = oneOff(text.foldedTitle, characters)
      if (!meant) continue
      const said = { start: Math.max(0, text.folded.indexOf(meant)), pieces: [meant], exact: false, covered: true }
      const same = spoken && (await soundsOf(meant)).join(" ") === spoken ? 10 : 1
      hits.push(this.engine.hit({ page }, text, said, same / (text.title.length + (this.engine.directory.kinds[page] === this.engine.directory.other ? 100 : 0))))
    }
    hits.sort((one, other) => other.value - one.value || one.page - other.page)
    return { exact: [], related: hits.slice(0, limit) }
  }

  // Latin letters as pinyin of titles and terms: whole syllables, else initials; Han characters beside them count as they
  // are, and where the title runs on from one to the other (网ge员) for their sound as well.
  async byPinyin(query, options) {
    const units = []
    for (const part of query.parts) {
      const together = part.runs.length > 1 ? await this.firstThatFinds(await this.spoken(part.runs)) : null
      units.push(...together ?? [])
      for (const run of part.runs) {
        if (run.han && [...run.text].length === 1) units.push({ prefix: run.text })
        else if (run.han) units.push(...this.engine.hanTerms(run.text).map((term) => ({ term })))
        else if (!/^[a-z]+$/.test(run.text)) units.push({ term: run.text })
        else if (!together) {
          const found = await this.firstThatFinds([...(await latinReadings(run.text)).map(syllableTerms), initialTerms(run.text)])
          if (!found) return null
          units.push(...found)
        }
      }
    }
    return this.byUnits(units, options)
  }

  // The ways to read runs that touch as one line of syllables, as terms.
  async spoken(runs) {
    let ways = [[]]
    for (const run of runs) {
      const readings = run.han ? [await soundsOf(run.text)] : await latinReadings(run.text)
      ways = ways.flatMap((way) => readings.map((reading) => [...way, ...reading]))
    }
    // A syllable that is only begun can stand at the end alone.
    const whole = (way) => way.every((syllable, at) => syllable && (!syllable.endsWith("*") || at === way.length - 1))
    return ways.filter(whole).map(syllableTerms)
  }

  // The same sounds: each run of Han characters as syllables, matched against titles and terms.
  async bySound(query, options) {
    const units = []
    for (const part of query.parts) {
      for (const run of part.runs) {
        if (!run.han || [...run.text].length < 2) return null
        const spoken = await soundsOf(run.text)
        if (spoken.includes("")) return null
        units.push(...syllableTerms(spoken))
      }
    }
    return this.byUnits(units, options)
  }

  async firstThatFinds(ways) {
    for (const units of ways) {
      const found = await Promise.all(units.map((unit) => this.engine.list(unit)))
      if (found.every((list) => list)) return units
    }
    return null
  }

  // Pages that have every unit, those with short titles first; nothing in their text need be checked.
  async byUnits(units, { limit, kinds }) {
    const lists = await Promise.all(units.map((unit) => this.engine.list(unit)))
    if (!lists.length || lists.some((list) => !list)) return null
    const made = lists.map((list) => ({ list, cohesion: 1, idf: this.engine.idf(list), part: 0, at: 0, width: 1 }))
    const ranked = rank(made, [{ length: 1 }], this.engine.directory, { kinds, most: Math.max(limit, 100) })
    const whole = ranked.filter(({ page }) => lists.every((list) => contains(list.pages, page)))
    const heads = await Promise.all(whole.slice(0, limit).map(({ page, value }) => this.engine.head(page, value)))
    return { exact: [], related: heads }
  }
}

// The pages that have every list's term in their title.
function inTitles(lists) {
  const marked = lists.map(({ pages, exts }) => new Set(pages.filter((_, n) => exts[n] & IN_TITLE)))
  const [first, ...others] = marked.sort((one, other) => one.size - other.size)
  return [...first].filter((page) => others.every((set) => set.has(page)))
}

// The stretch of a title that differs from the characters in one place, or "".
function oneOff(title, characters) {
  const letters = [...title]
  for (let start = 0; start + characters.length <= letters.length; start++) {
    let wrong = 0
    for (let at = 0; at < characters.length && wrong < 2; at++) if (letters[start + at] !== characters[at]) wrong++
    if (wrong === 1) return letters.slice(start, start + characters.length).join("")
  }
  return ""
}

function contains(sorted, value) {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (sorted[middle] < value) low = middle + 1
    else high = middle
  }
  return sorted[low] === value
}
