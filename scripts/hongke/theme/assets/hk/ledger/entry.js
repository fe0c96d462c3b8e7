// One entry of the ledger: its fields, and what may stand in them. The same rules as hongke/model/ledger.py.
export const TYPES = ["党课", "专题培训", "集中轮训", "在线学习", "实践锻炼", "主题党日", "自学", "其他"]
export const MODES = ["线上", "线下"]
export const SELF_STUDY = "自学"

// The fields of an entry but its id, in the order of the columns of a CSV.
export const LABELS = {
  date: "日期", end: "结束日期", title: "标题", type: "类型", mode: "线上线下", category: "类别", hours: "学时", host: "主办方",
  place: "地点", score: "成绩", summary: "小结", year: "计入年度", address: "地址",
}
export const FIELDS = Object.keys(LABELS)
const LINES = ["category", "host", "place", "score"]
const ADDRESS = /^$|^[a-z]+\/[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/

// Random, not from crypto.randomUUID: that is missing on plain http.
export function newId() {
  return Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, "0")).join("")
}

export function isDay(text) {
  const found = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text)
  if (!found || found[1] < "1900") return false
  const day = new Date(Date.UTC(Number(found[1]), Number(found[2]) - 1, Number(found[3])))
  return day.toISOString().slice(0, 10) === text
}

// Hours as whole hundredths: sums of 0.1 and 0.2 must come out as a reader adds them.
export const hundredths = (hours) => Math.round(hours * 100)
export const asHours = (sum) => String(sum / 100)

// Everything that is wrong with an entry, as [field, what to do]; an empty list where nothing is.
export function faults(entry) {
  const found = []
  const say = (field, words) => found.push([field, words])
  const unknown = Object.keys(entry).filter((name) => name !== "id" && !FIELDS.includes(name))
  for (const name of unknown) say(name, `不认识的字段“${name}”，请去掉`)
  if (typeof entry.id !== "string" || !entry.id || entry.id.length > 64) say("id", "编号应为 1 到 64 个字符的文字")
  if (typeof entry.date !== "string" || !isDay(entry.date)) say("date", "日期写成 2026-05-01 这样，并且是有的一天")
  if (entry.end !== null && (typeof entry.end !== "string" || !isDay(entry.end))) say("end", "结束日期写成 2026-05-02 这样，只有一天就空着")
  else if (entry.end !== null && entry.end < entry.date) say("end", "结束日期不能早于日期")
  if (typeof entry.title !== "string" || !entry.title.trim() || entry.title.length > 300 || /[\n\r]/.test(entry.title)) say("title", "标题要写，一行，不超过 300 字")
  if (!TYPES.includes(entry.type)) say("type", `类型是这些里的一个：${TYPES.join("、")}`)
  if (!MODES.includes(entry.mode)) say("mode", "写“线上”或“线下”")
  if (typeof entry.hours !== "number" || !(entry.hours > 0 && entry.hours <= 10000) || Math.abs(entry.hours * 100 - hundredths(entry.hours)) > 1e-6) say("hours", "学时是大于 0、不超过 10000 的数，最多两位小数")
  for (const name of LINES) if (typeof entry[name] !== "string" || entry[name].length > 300 || /[\n\r]/.test(entry[name])) say(name, `${LABELS[name]}写一行，不超过 300 字`)
  if (typeof entry.summary !== "string" || entry.summary.length > 5000) say("summary", "小结不超过 5000 字")
  if (entry.year !== null && !(Number.isInteger(entry.year) && entry.year >= 1900 && entry.year <= 2999)) say("year", "计入年度写四位数的年份，不计入的在表格里写“不计入”")
  if (typeof entry.address !== "string" || !ADDRESS.test(entry.address)) say("address", "地址写成 course/grid-governance 这样，不在本站学的空着")
  return found
}

// What two entries share when they tell of the same study: everything but the id.
export const contentKey = (entry) => JSON.stringify(FIELDS.map((name) => entry[name]))
export const same = (one, other) => one.id === other.id && contentKey(one) === contentKey(other)

// Latest first; of one day in the order of their ids, so that every browser shows the same.
export function inOrder(entries) {
  return [...entries].sort((one, other) => (one.date < other.date ? 1 : one.date > other.date ? -1 : one.id < other.id ? -1 : 1))
}
