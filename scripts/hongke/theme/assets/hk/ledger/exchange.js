// A ledger as a file: JSON of a known version, or CSV. Reading takes all of a file or nothing of it.
import { contentKey, FIELDS, faults, inOrder, LABELS, newId, same } from "./entry.js"
import { readCsv, writeCsv } from "./csv.js"

export const FORMAT = "hongke-ledger"
export const VERSION = 1
export const MOST_BYTES = 50_000_000
const MEMBER = ["name", "branch", "audience"]
const SHOWN = 12

export function writeJson(entries, member, now) {
  const whose = Object.fromEntries(MEMBER.map((name) => [name, member[name] ?? ""]))
  const rows = inOrder(entries).map((entry) => Object.fromEntries(["id", ...FIELDS].map((name) => [name, entry[name]])))
  return `${JSON.stringify({ format: FORMAT, version: VERSION, exported: now.toISOString(), member: whose, entries: rows }, null, 1)}\n`
}

export const writeTable = (entries, member) => writeCsv(inOrder(entries), member)

// Reads the bytes of a file. Returns { entries, member } or { problems } with a line each, never both.
export function readFile(bytes, name) {
  if (bytes.length > MOST_BYTES) return refused(`文件有 ${Math.round(bytes.length / 1e6)} MB，台账不会这么大`)
  const text = decoded(bytes)
  if (text === null) return refused("文件不是文字（不是 UTF-8，也不是 GB18030）")
  const found = /^\ufeff?\s*[{[]/.test(text) || /\.json$/i.test(name) ? fromJson(text) : fromCsv(text)
  if (!found.problems.length) return { entries: found.entries, member: found.member }
  const more = found.problems.length - SHOWN
  return { problems: [...found.problems.slice(0, SHOWN), ...more > 0 ? [`还有 ${more} 处`] : []] }
}

const refused = (...problems) => ({ problems })

function decoded(bytes) {
  for (const encoding of ["utf-8", "gb18030"]) {
    try { return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes) } catch { /* the next one */ }
  }
  return null
}

function fromJson(text) {
  let data
  try { data = JSON.parse(text.replace(/^\ufeff/, "")) } catch { return refused("不是完整的 JSON：文件可能被截断或改动过") }
  if (!isObject(data) || data.format !== FORMAT) return refused("不是学习台账的备份：没有 format: hongke-ledger")
  if (data.version !== VERSION) return refused(`备份是第 ${String(data.version)} 版，本页认得第 ${VERSION} 版：请用新一些的站点打开`)
  if (!Array.isArray(data.entries)) return refused("没有 entries（记录）")
  const problems = []
  for (const name of Object.keys(data)) if (!["format", "version", "exported", "member", "entries"].includes(name)) problems.push(`不认识的字段“${name}”`)
  const member = isObject(data.member) ? data.member : {}
  if (!isObject(data.member) || Object.entries(member).some(([name, value]) => !MEMBER.includes(name) || typeof value !== "string" || value.length > 300)) problems.push("member（学习者）应有姓名、支部、学习对象，都是文字")
  const entries = data.entries.map((entry) => (isObject(entry) ? { end: null, category: "", host: "", place: "", score: "", summary: "", year: null, address: "", ...entry } : {}))
  entries.forEach((entry, at) => problems.push(...worded(entry, `第 ${at + 1} 条`)))
  const ids = new Set(entries.map((entry) => entry.id))
  if (!problems.length && ids.size < entries.length) problems.push("有两条记录的编号相同")
  return { entries, member: Object.fromEntries(MEMBER.map((name) => [name, member[name] ?? ""])), problems }
}

function fromCsv(text) {
  const { entries, member, problems } = readCsv(text)
  const said = problems.map(([line, words]) => [line, `第 ${line} 行：${words}`])
  for (const { line, entry } of entries) said.push(...worded(entry, `第 ${line} 行`).map((words) => [line, words]))
  said.sort((one, other) => one[0] - other[0])
  return { entries: entries.map(({ entry }) => entry), member: { name: "", branch: "", audience: "", ...member }, problems: said.map(([, words]) => words) }
}

const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value)
const worded = (entry, place) => faults(entry).map(([field, words]) => `${place}，${LABELS[field] ?? field}：${words}`)

// What an import adds to a ledger: entries it has already are passed over, those of the same id that differ are kept beside
// the old ones, and nothing that stands there is touched. Returns { added, known, differing }.
export function merged(standing, incoming) {
  const byId = new Map(standing.map((entry) => [entry.id, entry]))
  const times = new Map()
  for (const entry of standing) times.set(contentKey(entry), (times.get(contentKey(entry)) ?? 0) + 1)
  const added = []
  let differing = 0
  for (const entry of incoming) {
    const old = byId.get(entry.id)
    const key = contentKey(entry)
    if (times.get(key) > 0) { times.set(key, times.get(key) - 1); continue }
    if (old && !same(old, entry)) differing++
    added.push(old ? { ...entry, id: newId() } : entry)
  }
  return { added, known: incoming.length - added.length, differing }
}
