// Progress: a ring for each rule that fits, the months as bars and as a table, the half years in words.
import { asHours } from "./entry.js"
import { against, periodsWith, yearOf } from "./progress.js"

const SVG = "http://www.w3.org/2000/svg"
const number = (text) => (text ? Number(text) : null)

export class Panels {
  constructor(page) {
    this.page = page
    const { root } = page
    this.form = root.querySelector("[data-hk-view]")
    this.cards = [...root.querySelectorAll("[data-hk-rule]")]
    this.none = root.querySelector("[data-hk-norule]")
    const audiences = [...this.form.elements.audience.options].map((option) => option.value)
    if (!audiences.includes(page.view.audience)) page.view.audience = audiences[0]
    this.form.addEventListener("submit", (event) => event.preventDefault())
    this.form.addEventListener("change", () => {
      const { year, audience, selfStudy } = this.form.elements
      page.setView({ year: Number(year.value), audience: audience.value, selfStudy: selfStudy.checked })
    })
    for (const card of this.cards) {
      card.querySelector("[data-hk-first]")?.addEventListener("change", ({ target }) => page.setView({ first: { ...page.view.first, [card.dataset.hkRule]: Number(target.value) } }))
    }
  }

  draw() {
    const { view } = this.page
    const { year, audience, selfStudy } = this.form.elements
    fill(year, this.years().map((one) => [one, `${one} 年`]), view.year)
    audience.value = view.audience
    selfStudy.checked = view.selfStudy
    let shown = 0
    for (const card of this.cards) {
      card.hidden = Boolean(view.audience) && !card.dataset.audience.split("|").includes(view.audience)
      if (!card.hidden) { shown++; this.card(card) }
    }
    this.none.hidden = shown > 0
    this.months()
  }

  // This year, those after and before it, and every year that an entry counts for.
  years() {
    const now = Number(this.page.today.slice(0, 4))
    const found = new Set([now + 1, now, now - 1, this.page.view.year, ...this.page.entries.map((entry) => entry.year).filter(Boolean)])
    return [...found].sort((one, other) => other - one)
  }

  card(card) {
    const { view, entries } = this.page
    const rule = { hours: number(card.dataset.hours), days: number(card.dataset.days), years: Number(card.dataset.years), perDay: number(card.dataset.perDay) }
    const periods = periodsWith(view.year, rule.years)
    const chosen = view.first[card.dataset.hkRule]
    const first = periods.includes(chosen) ? chosen : periods[0]
    const picker = card.querySelector("[data-hk-first]")
    if (picker) fill(picker, periods.map((one) => [one, `${one}—${one + rule.years - 1} 年`]), first)
    const said = against(rule, entries, first, view.selfStudy)
    const period = rule.years === 1 ? `${first} 年` : `${first}—${first + rule.years - 1} 年`
    card.querySelector("[data-hk-done]").setAttribute("stroke-dasharray", `${((said.share ?? 0) * 100).toFixed(1)} 100`)
    card.querySelector("[data-hk-sum]").textContent = asHours(said.done)
    card.querySelector("[data-hk-of]").textContent = said.needed === null ? "学时" : `/ ${asHours(said.needed)} 学时`
    card.classList.toggle("hk-quota--met", said.met)
    card.querySelector("[data-hk-say]").textContent = said.needed === null
      ? `${period}计入 ${asHours(said.done)} 学时。`
      : said.met ? `${period}计入 ${asHours(said.done)} 学时，已达标（${asHours(said.needed)} 学时）。` : `${period}计入 ${asHours(said.done)} 学时，还差 ${asHours(said.left)} 学时（共 ${asHours(said.needed)}）。`
  }

  months() {
    const { root, view, entries } = this.page
    const found = yearOf(entries, view.year, view.selfStudy)
    root.querySelector("[data-hk-year]").textContent = view.year
    const most = Math.max(...found.months, 1)
    root.querySelector("[data-hk-months]").replaceChildren(...found.months.map((sum, at) => bar(at + 1, sum, most)))
    const rows = []
    let sofar = 0
    found.months.forEach((sum, at) => {
      sofar += sum
      rows.push(row(`${at + 1} 月`, sum, sofar))
      if (at % 6 === 5) rows.push(row(at < 6 ? "上半年" : "下半年", found.halves[at < 6 ? 0 : 1], sofar, true))
    })
    if (found.elsewhere) rows.push(row("日期在别的年份", found.elsewhere, sofar += found.elsewhere))
    rows.push(row("全年", found.total, found.total, true))
    root.querySelector("[data-hk-months-rows]").replaceChildren(...rows)
    const words = [`上半年 ${asHours(found.halves[0])} 学时，下半年 ${asHours(found.halves[1])} 学时，全年 ${asHours(found.total)} 学时`]
    if (found.online) words.push(`其中线上 ${asHours(found.online)} 学时`)
    if (found.apart) words.push(`自学 ${asHours(found.apart)} 学时没有计入`)
    root.querySelector("[data-hk-halves]").textContent = `${words.join("；")}。半年只看进度，达标按整个周期算。`
  }
}

function bar(month, sum, most) {
  const item = document.createElement("li")
  const plot = document.createElement("div")
  plot.className = "hk-months__plot"
  if (sum) {
    const words = document.createElement("span")
    words.textContent = asHours(sum)
    const svg = document.createElementNS(SVG, "svg")
    svg.setAttribute("height", `${((sum / most) * 82).toFixed(1)}%`)
    const rect = document.createElementNS(SVG, "rect")
    for (const [name, value] of [["width", "100%"], ["height", "100%"], ["rx", "3"]]) rect.setAttribute(name, value)
    svg.append(rect)
    plot.append(words, svg)
  }
  const name = document.createElement("p")
  name.className = "hk-months__m"
  const unit = document.createElement("span")
  unit.textContent = "月"
  name.append(String(month), unit)
  item.append(plot, name)
  return item
}

function row(name, sum, sofar, strong = false) {
  const made = document.createElement("tr")
  if (strong) made.className = "hk-strong"
  const head = document.createElement("th")
  head.scope = "row"
  head.textContent = name
  made.append(head, ...[sum, sofar].map((value) => {
    const cell = document.createElement("td")
    cell.className = "n"
    cell.textContent = asHours(value)
    return cell
  }))
  return made
}

// Fills a select with [value, words] and chooses one.
export function fill(select, options, chosen) {
  const wanted = JSON.stringify(options)
  if (select.dataset.options !== wanted) {
    select.replaceChildren(...options.map(([value, words]) => new Option(words, value)))
    select.dataset.options = wanted
  }
  select.value = String(chosen)
}
