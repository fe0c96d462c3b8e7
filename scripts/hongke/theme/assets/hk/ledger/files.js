// Export, import, wipe.
import { merged, readFile, writeJson, writeTable } from "./exchange.js"

export class Files {
  constructor(page, { redraw }) {
    this.page = page
    this.redraw = redraw
    const { root } = page
    const find = (name) => root.querySelector(`[data-hk-${name}]`)
    this.said = find("imported")
    this.member = find("member").elements
    this.wipe = find("wipe")
    this.sure = find("wipe-sure")
    for (const button of root.querySelectorAll("[data-hk-export]")) button.addEventListener("click", () => this.save(button.dataset.hkExport))
    find("import").addEventListener("change", ({ target }) => this.take(target))
    this.wipe.addEventListener("click", () => this.ask())
    this.sure.addEventListener("click", () => this.empty())
    this.showMember()
    find("member").addEventListener("submit", (event) => event.preventDefault())
    find("member").addEventListener("input", () => page.setMember({ name: this.member.name.value.trim(), branch: this.member.branch.value.trim() }))
  }

  showMember() {
    for (const name of ["name", "branch"]) this.member[name].value = this.page.member[name]
  }

  whose() {
    return { ...this.page.member, audience: this.page.view.audience ?? "" }
  }

  save(form) {
    const now = new Date()
    const text = form === "json" ? writeJson(this.page.entries, this.whose(), now) : writeTable(this.page.entries, this.whose())
    const name = this.page.member.name.replace(/[\\/:*?"<>|]/g, "")
    const link = document.createElement("a")
    link.href = URL.createObjectURL(new Blob([text], { type: form === "json" ? "application/json" : "text/csv;charset=utf-8" }))
    link.download = `${["学习台账", name, this.page.today.replaceAll("-", "")].filter(Boolean).join("-")}.${form}`
    link.click()
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
  }

  async take(input) {
    const [file] = input.files
    if (!file) return
    const found = readFile(new Uint8Array(await file.arrayBuffer()), file.name)
    input.value = ""
    if (found.problems) return this.tell(`${file.name} 没有导入，台账没有改动：`, found.problems)
    const { added, known, differing } = merged(this.page.entries, found.entries)
    const words = [`导入 ${added.length} 条`, known && `${known} 条本来就有`, differing && `${differing} 条与本机的同一条不同，两份都留下了`].filter(Boolean).join("，")
    if (added.length && !await this.page.change(added.map((after) => ({ before: null, after })), `${words}。`)) return this.tell("没有导入。", [])
    for (const name of ["name", "branch"]) if (!this.page.member[name] && found.member[name]) this.page.setMember({ [name]: found.member[name] })
    this.showMember()
    const audiences = [...this.page.root.querySelectorAll("[data-hk-view] [name=audience] option")].map((option) => option.value)
    if (found.member.audience && audiences.includes(found.member.audience)) this.page.setView({ audience: found.member.audience })
    this.tell(`${file.name}：${words}。`, [])
  }

  tell(words, problems) {
    const head = document.createElement("p")
    head.textContent = words
    const list = document.createElement("ul")
    list.className = "hk-plain"
    list.append(...problems.map((problem) => Object.assign(document.createElement("li"), { textContent: problem })))
    this.said.replaceChildren(head, ...problems.length ? [list] : [])
  }

  ask() {
    this.sure.textContent = `确认清空 ${this.page.entries.length} 条`
    this.sure.hidden = false
    this.sure.focus()
  }

  async empty() {
    this.sure.hidden = true
    const { entries } = this.page
    if (entries.length && !await this.page.change(entries.map((before) => ({ before, after: null })), `清空了 ${entries.length} 条记录。`)) return
    this.page.setMember({ name: "", branch: "" })
    this.showMember()
    this.redraw()
    this.tell("台账是空的了。", [])
  }
}
