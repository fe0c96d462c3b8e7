// Writing an entry: a new one, one that a course or a quiz offers, or one that is changed.
import { loadJson } from "../search/store.js"
import { onTyped } from "../search/typing.js"
import { FIELDS, faults, newId } from "./entry.js"
import { fill } from "./panels.js"

const OFFERED = 12
const FOLDED = ["end", "host", "category", "place", "score", "summary"]

export class EntryForm {
  constructor(page) {
    this.page = page
    this.form = page.root.querySelector("[data-hk-entry]")
    this.fault = this.form.querySelector("[data-hk-fault]")
    this.from = this.form.querySelector("[data-hk-from]")
    this.more = this.form.querySelector("[data-hk-more]")
    this.cancel = this.form.querySelector("[data-hk-cancel]")
    this.list = this.form.querySelector("datalist")
    this.fields = this.form.elements
    this.form.addEventListener("submit", (event) => { event.preventDefault(); this.save() })
    this.cancel.addEventListener("click", () => this.reset())
    this.fields.date.addEventListener("change", () => this.years(Number(this.fields.date.value.slice(0, 4)) || null))
    this.fields.type.addEventListener("change", () => { if (this.fields.type.value === "在线学习") this.fields.mode.value = "线上" })
    for (const button of this.form.querySelectorAll("[data-hk-quick]")) button.addEventListener("click", () => this.quick(button.dataset))
    onTyped(this.fields.title, (typed) => this.suggest(typed))
    this.reset()
  }

  reset() {
    this.form.reset()
    this.before = null
    this.address = ""
    this.fields.date.value = this.page.today
    this.years(Number(this.page.today.slice(0, 4)))
    this.fault.hidden = true
    this.from.hidden = true
    this.more.open = false
    this.cancel.hidden = true
    this.form.querySelector("[data-hk-save]").textContent = "记入台账"
    for (const one of this.form.querySelectorAll("[aria-invalid]")) one.removeAttribute("aria-invalid")
  }

  quick({ type, mode, host = "" }) {
    this.fields.type.value = type
    this.fields.mode.value = mode
    this.fields.host.value = host
    if (host) this.more.open = true
    this.fields.title.focus()
  }

  // The years an entry may count for: the one of its date, those beside it, none.
  years(chosen) {
    const now = chosen ?? Number(this.page.today.slice(0, 4))
    fill(this.fields.year, [...[now, now - 1, now + 1].map((year) => [year, `${year} 年`]), ["", "不计入"]], chosen ?? "")
  }

  // ?add=course/x, with &hours= from a learning path and &score= from a quiz: what the catalogue says of it is filled in, the reader saves.
  async fromAddress(query) {
    const address = query.get("add") ?? ""
    if (!/^[a-z]+\/[a-z0-9-]+$/.test(address)) return
    const courses = await this.courses()
    const known = courses[address]
    this.reset()
    this.address = address
    if (known) this.fillIn(known)
    else this.fields.title.value = (query.get("title") ?? "").slice(0, 300)
    if (/^\d+(\.\d+)?$/.test(query.get("hours") ?? "")) this.fields.hours.value = query.get("hours")
    this.fields.score.value = (query.get("score") ?? "").slice(0, 300)
    this.more.open = Boolean(this.fields.score.value)
    this.from.textContent = this.fields.hours.value ? "按目录填好了，核对日期和学时后点“记入台账”。" : "请补全学时等，再点“记入台账”。"
    this.from.hidden = false
    const earlier = this.page.entries.filter((entry) => entry.address === address)
    if (earlier.length) this.from.textContent += ` 台账里已有 ${earlier.length} 条记录，最近一次是 ${earlier.map((entry) => entry.date).sort().at(-1)}。`
    this.form.scrollIntoView({ block: "center" })
    ;(this.fields.hours.value ? this.fields.date : this.fields.hours).focus({ preventScroll: true })
  }

  fillIn([title, type, mode, category, hours, host]) {
    this.fields.title.value = title
    this.fields.type.value = type
    this.fields.mode.value = mode
    this.fields.category.value = category
    this.fields.hours.value = String(hours)
    this.fields.host.value = host
  }

  async courses() {
    try { return await loadJson("ledger/entries.bin") } catch { return {} }
  }

  // Courses whose title holds what is typed; one that is typed or chosen whole fills in the rest.
  async suggest(typed) {
    if (this.before || !typed) return
    const all = Object.entries(await this.courses()).filter(([address]) => address.startsWith("course/"))
    const found = all.filter(([, course]) => course[0].includes(typed)).slice(0, OFFERED)
    this.list.replaceChildren(...found.map(([, course]) => new Option(course[0], course[0])))
    const whole = all.find(([, course]) => course[0] === typed)
    if (whole && this.address !== whole[0]) {
      this.address = whole[0]
      this.fillIn(whole[1])
    } else if (!whole) this.address = ""
  }

  open(entry) {
    this.reset()
    this.before = entry
    this.address = entry.address
    for (const name of FIELDS) if (this.fields[name] && name !== "year") this.fields[name].value = entry[name] === null ? "" : String(entry[name])
    const year = Number(entry.date.slice(0, 4))
    const years = new Set([year, year - 1, year + 1, ...entry.year === null ? [] : [entry.year]])
    fill(this.fields.year, [...[...years].map((one) => [one, `${one} 年`]), ["", "不计入"]], entry.year ?? "")
    this.more.open = FOLDED.some((name) => entry[name])
    this.cancel.hidden = false
    this.form.querySelector("[data-hk-save]").textContent = "保存修改"
    this.form.scrollIntoView({ block: "center" })
    this.fields.title.focus({ preventScroll: true })
  }

  read() {
    const text = (name) => this.fields[name].value.trim()
    // ３２ and 2。5 are how a Chinese input method writes numbers.
    const hours = text("hours").normalize("NFKC").replace("。", ".")
    return {
      id: this.before?.id ?? newId(), date: text("date"), end: text("end") || null, title: text("title"), type: text("type"), mode: text("mode"),
      category: text("category"), hours: /^\d+(\.\d+)?$/.test(hours) ? Number(hours) : hours, host: text("host"), place: text("place"),
      score: text("score"), summary: this.fields.summary.value.trim(), year: text("year") ? Number(text("year")) : null, address: this.address,
    }
  }

  async save() {
    const entry = this.read()
    const wrong = faults(entry)
    for (const one of this.form.querySelectorAll("[aria-invalid]")) one.removeAttribute("aria-invalid")
    for (const [name] of wrong) this.fields[name]?.setAttribute("aria-invalid", "true")
    this.fault.hidden = !wrong.length
    this.fault.textContent = wrong.map(([, words]) => words).join("；")
    if (wrong.length) {
      if (wrong.some(([name]) => FOLDED.includes(name))) this.more.open = true
      return this.fields[wrong[0][0]]?.focus()
    }
    const words = this.before ? `改好了：${entry.title}。` : `记下了：${entry.title}，${entry.hours} 学时。`
    if (await this.page.change([{ before: this.before, after: entry }], words)) {
      this.reset()
      if (location.search) history.replaceState(null, "", location.pathname)
    }
  }
}
