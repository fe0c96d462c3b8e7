// The directory and the shards: which pages hold a term, and how often.
import { load } from "./store.js"

const TEXT = new TextDecoder()
export const IN_TITLE = 128
export const IN_HEADING = 64

function reader(bytes) {
  let at = 0
  return {
    varint() {
      let value = 0
      let shift = 0
      for (;;) {
        const byte = bytes[at++]
        value += (byte & 127) * 2 ** shift
        if (byte < 128) return value
        shift += 7
      }
    },
    take(length) { at += length; return bytes.subarray(at - length, at) },
  }
}

export async function openDirectory() {
  const read = reader(await load("directory.bin"))
  const head = JSON.parse(TEXT.decode(read.take(read.varint())))
  const firsts = head.shards ? head.shards.split("\n") : []
  const sizes = firsts.map(() => read.varint())
  const lengths = Float32Array.from(read.take(head.pages), (byte) => 2 ** (byte / 2))
  const titles = read.take(head.pages)
  const kinds = read.take(head.pages)
  const mean = lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, head.pages)
  return { ...head, kindTable: head.kinds, firsts, sizes, lengths, titles, kinds, mean }
}

// A shard is called after the first four code units of its first term; where these are alike, they are numbered.
function pathsOf(firsts) {
  const seen = new Map()
  return firsts.map((first) => {
    const name = first.slice(0, 4).split("").map((unit) => unit.charCodeAt(0).toString(16).padStart(4, "0")).join("")
    const number = (seen.get(name) ?? 0) + 1
    seen.set(name, number)
    return number > 1 ? `s/${name}-${number}.bin` : `s/${name}.bin`
  })
}

class Shard {
  constructor(bytes) {
    const read = reader(bytes)
    this.terms = TEXT.decode(read.take(read.varint())).split("\n")
    this.sums = new Map()
    const firsts = [...new Set(this.terms.map((term) => [...term][0]))]
    const count = read.varint()
    for (let n = 0; n < count; n++) this.sums.set(firsts[n], read.varint())
    const lengths = this.terms.map(() => read.varint())
    this.lists = lengths.map((length) => read.take(length))
    this.decoded = new Map()
  }

  // The first term that is not before `term`.
  seek(term) {
    let low = 0
    let high = this.terms.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.terms[middle] < term) low = middle + 1
      else high = middle
    }
    return low
  }

  postings(index) {
    if (!this.decoded.has(index)) this.decoded.set(index, decode(this.lists[index]))
    return this.decoded.get(index)
  }
}

function decode(bytes) {
  const pages = new Int32Array(bytes.length)
  const exts = new Uint8Array(bytes.length)
  let count = 0
  let used = 0
  let page = 0
  let sum = 0
  while (used < bytes.length) {
    let value = 0
    let shift = 0
    for (;;) {
      const byte = bytes[used++]
      value += (byte & 127) * 2 ** shift
      if (byte < 128) break
      shift += 7
    }
    page += Math.floor(value / 2)
    const ext = value % 2 ? bytes[used++] : 1
    pages[count] = page
    exts[count++] = ext
    sum += ext & 63
  }
  return { pages: pages.subarray(0, count), exts: exts.subarray(0, count), sum }
}

export class Index {
  constructor(directory) {
    this.directory = directory
    this.paths = pathsOf(directory.firsts)
    this.shards = new Map()
  }

  // The number of the shard in which a term would stand.
  place(term) {
    const { firsts } = this.directory
    let low = 0
    let high = firsts.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (firsts[middle] <= term) low = middle + 1
      else high = middle
    }
    return Math.max(0, low - 1)
  }

  async shard(number) {
    if (!this.shards.has(number)) this.shards.set(number, load(this.paths[number]).then((bytes) => new Shard(bytes)))
    try {
      return await this.shards.get(number)
    } catch (error) {
      this.shards.delete(number)
      throw error
    }
  }

  async term(term) {
    if (!this.directory.firsts.length) return { list: null, first: 0 }
    const shard = await this.shard(this.place(term))
    const at = shard.seek(term)
    return { list: shard.terms[at] === term ? shard.postings(at) : null, first: shard.sums.get([...term][0]) ?? 0 }
  }

  // Every list whose term begins with `prefix`, with the term; at most `most` shards are read.
  async range(prefix, most = 6) {
    const found = []
    if (!this.directory.firsts.length) return found
    for (let number = this.place(prefix), last = Math.min(this.directory.firsts.length, number + most); number < last; number++) {
      const shard = await this.shard(number)
      let at = shard.seek(prefix)
      for (; at < shard.terms.length && shard.terms[at].startsWith(prefix); at++) found.push({ term: shard.terms[at], list: shard.postings(at) })
      if (at < shard.terms.length) break
    }
    return found
  }
}

// The union of several lists as one: a page counts the sum of its occurrences, and every mark it has anywhere.
export function union(lists, pages) {
  if (lists.length === 1) return lists[0]
  const marks = new Uint16Array(pages)
  for (const list of lists) {
    for (let n = 0; n < list.pages.length; n++) {
      const page = list.pages[n]
      const before = marks[page]
      const times = Math.min(63, (before & 63) + (list.exts[n] & 63))
      marks[page] = ((before | list.exts[n]) & 192) | times
    }
  }
  const found = []
  let sum = 0
  for (let page = 0; page < pages; page++) if (marks[page]) { found.push(page); sum += marks[page] & 63 }
  return { pages: Int32Array.from(found), exts: Uint8Array.from(found, (page) => marks[page]), sum }
}
