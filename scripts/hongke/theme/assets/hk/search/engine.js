// The search: a query in, exact matches and looser ones out. Opened once a page; files are fetched as queries need them.
import { check, passage } from "./check.js"
import { parse } from "./query.js"
import { cohesion, rank } from "./rank.js"
import { Index, openDirectory, union } from "./shards.js"
import { loadText } from "./store.js"
import { fold, isHan, runs } from "./terms.js"
import { OtherWays } from "./ways.js"

const CHECKED = 24
const BLOCK = 64
let opened = null

export function openSearch() {
  opened ??= openDirectory().then((directory) => new Engine(directory))
  opened.catch(() => { opened = null })
  return opened
}

class Engine {
  constructor(directory) {
    this.directory = directory
    this.index = new Index(directory)
    this.texts = new Map()
    this.ways = new OtherWays(this)
    this.kindNames = directory.kindTable.map(([name]) => name)
    directory.other = this.kindNames.indexOf("page")
    this.synonyms = new Map()
    for (const group of directory.synonyms) for (const name of group) this.synonyms.set(name, group.filter((other) => other !== name))
  }

  // The numbers of all pages that match, best first.
  // Unlike `search` it tells every page that has all terms, and checks none: a list of thousands is not read for that.
  async pages(typed, { kinds = null } = {}) {
    const wanted = kinds && new Set(kinds.map((name) => this.kindNames.indexOf(name)))
    const query = parse(typed)
    const { exact, related } = await this.search(typed, { kinds, limit: 12 })
    const first = [...exact, ...related].map((hit) => hit.page)
    if (!query.parts.length) return first
    const units = this.weighed(query, await this.units(query))
    const ranked = rank(units, query.parts.map((part) => ({ length: part.text.length })), this.directory, { kinds: wanted, without: await this.excluded(query.not), most: Infinity })
    return [...new Set([...first, ...ranked.filter(({ cost }) => cost === 0).map(({ page }) => page)])]
  }

  // Hits are { address, title, kind, label, text, marks, anchor }. `why` says which way was taken when the plain one failed.
  async search(typed, { limit = 20, kinds = null } = {}) {
    const wanted = kinds && new Set(kinds.map((name) => this.kindNames.indexOf(name)))
    const query = parse(typed)
    if (!query.parts.length) return { exact: [], related: [], why: "" }
    let found = await this.attempt(query, { limit, kinds: wanted })
    let why = ""
    // Words run together are found in pieces: nothing is wrong with such a query. Other ways are for what is not there.
    if (!found.exact.length && !found.related.some((hit) => hit.covered)) {
      for (const [name, way] of this.ways.of(typed, query)) {
        const other = await way({ limit, kinds: wanted })
        if (other && other.exact.length + other.related.length) {
          const known = new Set(other.exact.concat(other.related).map((hit) => hit.page))
          const rest = found.related.filter((hit) => !known.has(hit.page) && hit.value > 0)
          found = name === "traditional"
            ? other
            : { exact: [], related: [...other.exact, ...other.related, ...rest] }
          why = name
          break
        }
      }
    }
    // Another name of a term widens the search even where the name itself is found.
    const widened = why ? null : await this.ways.bySynonym(query, { limit, kinds: wanted })
    if (widened) {
      const known = new Set(found.exact.map((hit) => hit.page))
      const more = widened.related.filter((hit) => !known.has(hit.page))
      const shown = new Set(more.map((hit) => hit.page))
      found.related = [...more, ...found.related.filter((hit) => !shown.has(hit.page))]
    }
    return { exact: found.exact.slice(0, limit), related: found.related.slice(0, limit), why }
  }

  async list(unit) {
    if (unit.term) return (await this.index.term(unit.term)).list
    const found = await this.index.range(unit.prefix)
    return found.length ? union(found.map((one) => one.list), this.directory.pages) : null
  }

  idf(list) {
    const count = list ? list.pages.length : 0
    return Math.log(1 + (this.directory.pages - count + 0.5) / (count + 0.5))
  }

  hanTerms(text) {
    const characters = [...text]
    return characters.length === 1 ? characters : characters.slice(1).map((character, at) => characters[at] + character)
  }

  // Terms of a query with their lists, in the order in which they were typed.
  async units(query) {
    const jobs = []
    query.parts.forEach((part, number) => {
      let at = 0
      part.cohesions = new Array(part.text.length).fill(0.5)
      for (const run of part.runs) {
        const width = [...run.text].length
        const start = part.text.indexOf(run.text, at)
        if (!run.han) jobs.push({ part: number, at: start, width: run.text.length, latin: true, prefix: run.text, exactTerm: run.text })
        else if (width === 1) jobs.push({ part: number, at: start, width: 1, prefix: run.text })
        else this.hanTerms(run.text).forEach((term, offset) => jobs.push({ part: number, at: start + offset, width: 2, term }))
        at = start + run.text.length
      }
    })
    return Promise.all(jobs.map(async (job) => {
      if (job.prefix) {
        const found = await this.index.range(job.prefix)
        const lists = found.map((one) => one.list)
        const list = lists.length ? union(lists, this.directory.pages) : null
        return { ...job, list, cohesion: 1, idf: this.idf(list) }
      }
      const { list, first } = await this.index.term(job.term)
      return { ...job, list, first, idf: this.idf(list) }
    }))
  }

  // Gives each pair its cohesion, now that all lists are here.
  weighed(query, units) {
    units.forEach((unit, n) => {
      if (unit.cohesion !== undefined) return
      const next = units[n + 1]
      const second = next && next.part === unit.part && next.at === unit.at + 1 ? next.first : unit.first
      unit.cohesion = cohesion(unit.list?.sum ?? 0, unit.first, second, this.directory.total)
      query.parts[unit.part].cohesions[unit.at] = unit.cohesion
    })
    return units
  }

  async attempt(query, { limit, kinds }) {
    const units = this.weighed(query, await this.units(query))
    const parts = query.parts.map((part) => ({ length: part.text.length }))
    const most = Math.max(64, limit * 2)
    const without = await this.excluded(query.not)
    const ranked = rank(units, parts, this.directory, { kinds, without, most })
    if (without.size) {
      // Pages that have all terms of an excluded word without having the word: their text tells, they must not crowd out others.
      const sure = await this.excluded(query.not, { surely: true })
      const doubtful = rank(units, parts, this.directory, { kinds, without: sure, most }).filter(({ page }) => without.has(page))
      ranked.push(...doubtful)
      ranked.sort((one, other) => other.value - one.value || one.page - other.page)
    }
    if (!ranked.length) return { exact: [], related: [] }
    // One term a part is found whole by its posting alone: nothing to check unless something is excluded.
    const simple = query.parts.every((part, number) => units.filter((unit) => unit.part === number).length === 1) && !query.not.length
    const hits = simple ? await this.shown(ranked, query, limit) : await this.checked(ranked, query, limit)
    return { exact: hits.filter((hit) => hit.exact), related: hits.filter((hit) => !hit.exact) }
  }

  // The pages that have all terms of an excluded word; those of one term (two characters, or one) surely hold the word.
  async excluded(words, { surely = false } = {}) {
    const pages = new Set()
    for (const word of words) {
      const units = runs(word).flatMap((run) => {
        if (!run.han || [...run.text].length === 1) return [{ prefix: run.text }]
        return this.hanTerms(run.text).map((term) => ({ term }))
      })
      if (surely && units.length > 1) continue
      const [first, ...others] = await Promise.all(units.map((unit) => this.list(unit)))
      if (!first || others.some((list) => !list)) continue
      const sets = others.map((list) => new Set(list.pages))
      for (const page of first.pages) if (sets.every((set) => set.has(page))) pages.add(page)
    }
    return pages
  }

  // Pages in rank order, two, two, then four at a time, until enough are checked and the best of them beats what the next
  // unchecked could be.
  async checked(ranked, query, limit) {
    const done = []
    const wanted = Math.min(limit, ranked.length)
    const most = query.not.length ? ranked.length : Math.max(CHECKED, limit)
    let at = 0
    for (let step = 2; at < ranked.length && at < most; at += step, step = at < 4 ? 2 : 4) {
      const group = ranked.slice(at, at + step)
      const pages = await Promise.all(group.map(({ page }) => this.text(page)))
      group.forEach((candidate, n) => {
        const page = pages[n]
        if (query.not.some((word) => page.folded.includes(word) || page.foldedTitle.includes(word))) return
        const said = check(query.parts, page.folded, page.foldedTitle)
        done.push(this.hit(candidate, page, said, candidate.score * Math.exp(-said.cost)))
      })
      const next = ranked[at + step]
      const best = done.reduce((highest, hit) => Math.max(highest, hit.value), 0)
      if (done.length >= wanted && (!next || best >= next.value)) break
    }
    return done.sort((one, other) => Number(other.exact) - Number(one.exact) || other.value - one.value || one.page - other.page)
  }

  async shown(ranked, query, limit) {
    const first = ranked.slice(0, Math.min(10, limit))
    const pages = await Promise.all(first.map(({ page }) => this.text(page)))
    const hits = first.map((candidate, n) => {
      const said = check(query.parts, pages[n].folded, pages[n].foldedTitle)
      return { ...this.hit(candidate, pages[n], said, candidate.value), exact: candidate.cost === 0 }
    })
    const rest = ranked.slice(first.length, limit)
    const heads = await Promise.all(rest.map(async ({ page, value, cost }) => ({ ...await this.head(page, value), exact: cost === 0 })))
    return [...hits, ...heads]
  }

  text(number) {
    if (!this.texts.has(number)) {
      const read = loadText(`p/${number}.bin`).then(([address, title, kind, text, headings, folded]) => (
        { address, title, kind, text, headings, folded: folded || fold(text), foldedTitle: fold(title) }
      ))
      read.catch(() => this.texts.delete(number))
      this.texts.set(number, read)
    }
    return this.texts.get(number)
  }

  hit({ page }, found, said, value) {
    const { text, anchor } = passage(found.text, found.headings, said.start)
    return { page, value, exact: said.exact, covered: said.covered, ...this.named(found.address, found.title, found.kind), text, anchor, marks: said.pieces }
  }

  async head(page, value) {
    const block = await loadText(`t/${Math.floor(page / BLOCK)}.bin`)
    const [address, title, kind, text] = block[page % BLOCK]
    return { page, value, exact: false, ...this.named(address, title, kind), text: text.replaceAll("\n", " · "), anchor: "", marks: [] }
  }

  named(address, title, kind) {
    const [name, label] = this.directory.kindTable[kind]
    return { address, title, kind: name, label }
  }

  // Words near what was typed, from terms and their other names, for when nothing is found.
  near(typed) {
    const characters = new Set([...fold(typed)].filter(isHan))
    const scored = [...this.synonyms.keys()].map((name) => [name, [...name].filter((one) => characters.has(one)).length / [...name].length])
    return scored.filter(([, score]) => score >= 0.4).sort((one, other) => other[1] - one[1]).slice(0, 5).map(([name]) => name)
  }
}
