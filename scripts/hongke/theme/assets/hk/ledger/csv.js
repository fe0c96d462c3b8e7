// A ledger as CSV for spreadsheets: UTF-8 with BOM, formula-safe, quoted as RFC 4180 says.
import { FIELDS, LABELS, newId } from "./entry.js"

const MEMBER = { name: "姓名", branch: "支部" }
const NOT_COUNTED = "不计入"
const DANGEROUS = /^[=+\-@\t\r']/ // a spreadsheet would take it for a formula; the quote is in the list so that it can be taken away again

export function writeCsv(entries, member) {
  const extra = member.name || member.branch ? Object.keys(MEMBER) : []
  const rows = [[...FIELDS.map((name) => LABELS[name]), ...extra.map((name) => MEMBER[name])]]
  for (const entry of entries) rows.push([...FIELDS.map((name) => cell(name, entry[name])), ...extra.map((name) => safe(member[name]))])
  return `\ufeff${rows.map((row) => row.map(quoted).join(",")).join("\r\n")}\r\n`
}

function cell(name, value) {
  if (name === "year") return value === null ? NOT_COUNTED : String(value)
  return value === null ? "" : safe(String(value))
}

const safe = (text) => (DANGEROUS.test(text) ? `'${text}` : text)
const unsafe = (text) => (text.startsWith("'") && DANGEROUS.test(text.slice(1)) ? text.slice(1) : text)
const quoted = (text) => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

// Returns { entries, member, problems }; a problem is [row in the file, what is wrong]. Entries get new ids.
export function readCsv(text) {
  const { rows, problem } = parse(text.replace(/^\ufeff/, ""))
  if (problem) return { entries: [], member: {}, problems: [problem] }
  const [head, ...body] = rows
  const header = (head?.cells ?? []).map((name) => name.trim())
  const missing = FIELDS.filter((name) => !header.includes(LABELS[name]))
  if (missing.length) return { entries: [], member: {}, problems: [[1, `表头缺少：${missing.map((name) => LABELS[name]).join("、")}。请用台账导出的表格`]] }
  const problems = []
  const twice = header.filter((name, at) => name && header.indexOf(name) !== at)
  if (twice.length) return { entries: [], member: {}, problems: [[1, `表头有重复的列：${twice.join("、")}`]] }
  const entries = []
  let member = null
  for (const { cells, line } of body) {
    if (cells.every((one) => !one.trim())) continue
    if (cells.length !== header.length) {
      problems.push([line, `这一行有 ${cells.length} 格，表头有 ${header.length} 格`])
      continue
    }
    const at = (label) => unsafe(cells[header.indexOf(label)] ?? "")
    entries.push({ line, entry: entryOf((name) => at(LABELS[name])) })
    const whose = { name: at(MEMBER.name), branch: at(MEMBER.branch) }
    if (member && (member.name !== whose.name || member.branch !== whose.branch)) problems.push([line, "姓名或支部与上面各行不同：一个文件只放一个人的台账"])
    member ??= whose
  }
  return { entries, member: member ?? {}, problems }
}

// A spreadsheet saves 2026-05-01 as 2026/5/1.
const day = (text) => text.replace(/^(\d{4})\/(\d{1,2})\/(\d{1,2})$/, (_, year, month, date) => `${year}-${month.padStart(2, "0")}-${date.padStart(2, "0")}`)

function entryOf(at) {
  const hours = at("hours").trim()
  const year = at("year").trim()
  return {
    id: newId(), date: day(at("date").trim()), end: day(at("end").trim()) || null, title: at("title"), type: at("type").trim(), mode: at("mode").trim(),
    category: at("category"), hours: /^\d+(\.\d+)?$/.test(hours) ? Number(hours) : hours, host: at("host"), place: at("place"), score: at("score"),
    summary: at("summary"), year: year === NOT_COUNTED ? null : /^\d{4}$/.test(year) ? Number(year) : year, address: at("address").trim(),
  }
}

// Cells of CSV with the line each row begins on. A quote that is never closed is a file that was cut.
function parse(text) {
  const rows = []
  let cells = []
  let at = 0
  let line = 1
  let begun = 1
  const end = () => { rows.push({ cells, line: begun }); cells = []; begun = line }
  while (at < text.length) {
    let value = ""
    if (text[at] === '"') {
      for (at++; ; ) {
        const close = text.indexOf('"', at)
        if (close < 0) return { rows: [], problem: [begun, "引号没有合上：文件可能被截断了"] }
        value += text.slice(at, close)
        at = close + 1
        if (text[at] !== '"') break
        value += '"'
        at++
      }
      if (at < text.length && !",\r\n".includes(text[at])) return { rows: [], problem: [begun, "引号后面应是逗号或换行"] }
      line += value.split("\n").length - 1
    } else {
      const stop = /[,\r\n]/g
      stop.lastIndex = at
      const found = stop.exec(text)
      value = text.slice(at, found ? found.index : text.length)
      at = found ? found.index : text.length
    }
    cells.push(value)
    if (text[at] === ",") {
      at++
      if (at === text.length) cells.push("")
      continue
    }
    if (text[at] === "\r" && text[at + 1] === "\n") at++
    at++
    line++
    end()
  }
  if (cells.length) end()
  return { rows }
}
