// The table of entries: of the chosen year or of all, latest first, a stretch at a time.
import { root } from "../search/store.js"
import { asHours, hundredths, inOrder } from "./entry.js"
import { counts } from "./progress.js"

const AT_ONCE = 100

export class Records {
  constructor(page, { edit }) {
    this.page = page
    this.edit = edit
    const find = (name) => page.root.querySelector(`[data-hk-${name}]`)
    this.rows = find("rows")
    this.template = find("row").content
    this.none = find("norows")
    this.more = find("morerows")
    this.sum = find("rowsum")
    this.counted = find("rowcounts")
    this.total = find("total")
    this.who = find("who")
    this.foot = find("foot")
    this.all = find("allyears")
    this.most = AT_ONCE
    this.all.addEventListener("change", () => this.draw())
    this.more.addEventListener("click", () => { this.most += AT_ONCE; this.draw() })
    addEventListener("beforeprint", () => { this.printing = true; this.draw() })
    addEventListener("afterprint", () => { this.printing = false; this.draw() })
    this.rows.addEventListener("click", ({ target }) => this.act(target.closest("button")))
  }

  // Entries of the year are those that count for it, and those of its days that count for none.
  shown() {
    const { entries, view } = this.page
    const of = (entry) => entry.year === view.year || (entry.year === null && Number(entry.date.slice(0, 4)) === view.year)
    return inOrder(this.all.checked ? entries : entries.filter(of))
  }

  draw() {
    const { member, view, entries } = this.page
    const shown = this.shown()
    const listed = this.printing ? shown : shown.slice(0, this.most)
    this.rows.replaceChildren(...listed.map((entry) => this.row(entry)))
    this.none.hidden = entries.length > 0
    this.foot.hidden = !shown.length
    this.more.hidden = listed.length === shown.length
    const hours = (some) => asHours(some.reduce((sum, entry) => sum + hundredths(entry.hours), 0))
    this.sum.textContent = hours(shown)
    const counted = shown.filter((entry) => counts(entry, view.selfStudy))
    this.counted.textContent = counted.length < shown.length ? `计入 ${hours(counted)}` : ""
    this.total.textContent = this.all.checked ? `共 ${shown.length} 条` : `${view.year} 年 ${shown.length} 条，共 ${entries.length} 条`
    this.who.textContent = [member.name && `姓名：${member.name}`, member.branch && `支部：${member.branch}`].filter(Boolean).join("　")
  }

  row(entry) {
    const row = this.template.cloneNode(true).querySelector("tr")
    row.dataset.entry = entry.id
    const [title, date, type, hours, year] = row.children
    if (entry.address) {
      const link = document.createElement("a")
      link.href = `${root}${entry.address}${root.startsWith("file:") ? ".html" : "/"}`
      link.textContent = entry.title
      title.append(link)
    } else title.textContent = entry.title
    const details = [entry.host, entry.place, entry.score && `成绩 ${entry.score}`].filter(Boolean).join("，")
    if (details) title.append(small(details))
    if (entry.summary) title.append(small(entry.summary))
    const time = document.createElement("time")
    time.dateTime = time.textContent = entry.date
    date.append(time, entry.end ? ` 至 ${entry.end}` : "")
    type.textContent = `${entry.type} · ${entry.mode}`
    hours.textContent = String(entry.hours)
    year.textContent = entry.year === null ? "不计入" : `${entry.year} 年`
    for (const [name, words] of [["edit", "修改"], ["delete", "删除"]]) row.querySelector(`[data-hk-${name}]`).setAttribute("aria-label", `${words}：${entry.title}，${entry.date}`)
    return row
  }

  async act(button) {
    const row = button?.closest("[data-entry]")
    const entry = row && this.page.entries.find((one) => one.id === row.dataset.entry)
    if (!entry) return
    if (button.matches("[data-hk-edit]")) return this.edit(entry)
    const next = row.nextElementSibling ?? row.previousElementSibling
    await this.page.change([{ before: entry, after: null }], `删去了：${entry.title}。`)
    const stays = next && this.rows.querySelector(`[data-entry="${CSS.escape(next.dataset.entry)}"] [data-hk-delete]`)
    ;(stays ?? this.page.root.querySelector("#log")).focus()
  }
}

function small(words) {
  const made = document.createElement("small")
  made.textContent = words
  return made
}
