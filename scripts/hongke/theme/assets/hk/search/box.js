// The header's box: answers as one types, by keyboard too (/ to come here, arrows, Enter, Esc).
import { marked } from "./marks.js"
import { root } from "./store.js"
import { onTyped } from "./typing.js"

const SHOWN = 6
const form = document.querySelector("[data-hk-box]")
// The engine is fetched when a reader comes to the box, not on every page.
const openSearch = async () => (await import("./engine.js")).openSearch()

if (form) {
  const input = form.querySelector("input")
  const box = document.createElement("div")
  box.className = "hk-box"
  box.hidden = true
  const list = document.createElement("ul")
  list.className = "hk-box__list"
  list.id = "hk-box-list"
  list.setAttribute("role", "listbox")
  list.setAttribute("aria-label", "搜索结果")
  const say = document.createElement("p")
  say.className = "hk-box__say"
  say.setAttribute("role", "status")
  box.append(list, say)
  form.append(box)
  input.setAttribute("role", "combobox")
  input.setAttribute("aria-autocomplete", "list")
  input.setAttribute("aria-controls", list.id)
  input.setAttribute("aria-expanded", "false")

  let chosen = -1
  let asked = 0

  const close = () => {
    box.hidden = true
    chosen = -1
    input.setAttribute("aria-expanded", "false")
    input.removeAttribute("aria-activedescendant")
  }

  const choose = (next) => {
    const hits = [...list.children]
    hits[chosen]?.setAttribute("aria-selected", "false")
    chosen = hits.length ? (next + hits.length) % hits.length : -1
    const hit = hits[chosen]
    if (!hit) return
    hit.setAttribute("aria-selected", "true")
    input.setAttribute("aria-activedescendant", hit.id)
    hit.scrollIntoView({ block: "nearest" })
  }

  const draw = (hits, typed) => {
    chosen = -1
    list.replaceChildren(...hits.map((hit, number) => {
      const item = document.createElement("li")
      item.className = "hk-box__hit"
      item.id = `hk-box-${number}`
      item.setAttribute("role", "option")
      item.setAttribute("aria-selected", "false")
      item.dataset.address = hit.address
      const title = document.createElement("span")
      title.className = "hk-box__title"
      const kind = document.createElement("span")
      kind.className = "hk-box__kind"
      kind.textContent = hit.label
      title.append(kind, marked(hit.title, hit.marks))
      const text = document.createElement("span")
      text.className = "hk-box__text"
      text.append(marked(hit.text, hit.marks))
      item.append(title, text)
      item.addEventListener("mousedown", (event) => event.preventDefault())
      item.addEventListener("click", () => go(hit))
      return item
    }))
    list.hits = hits
    list.hidden = !hits.length
    say.textContent = hits.length ? "回车查看全部结果" : `没有找到“${typed}”。回车看相近的词。`
    box.hidden = false
    input.setAttribute("aria-expanded", "true")
  }

  const go = (hit) => { location.href = root + hit.address + (hit.anchor ? `#${encodeURIComponent(hit.anchor)}` : "") }

  const answer = async (typed) => {
    const mine = ++asked
    if (!typed) { close(); return }
    const engine = await openSearch()
    const { exact, related } = await engine.search(typed, { limit: SHOWN })
    if (mine === asked && document.activeElement === input) draw([...exact, ...related].slice(0, SHOWN), typed)
  }

  const typing = onTyped(input, answer)
  input.addEventListener("focus", () => { openSearch().catch(() => {}) }, { once: true })
  input.addEventListener("blur", close)
  input.addEventListener("keydown", (event) => {
    if (typing.isComposing() || event.isComposing) return
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (box.hidden) answer(input.value.trim())
      else choose(chosen + (event.key === "ArrowDown" ? 1 : chosen < 0 ? 0 : -1))
      event.preventDefault()
    } else if (event.key === "Enter" && chosen >= 0) {
      event.preventDefault()
      go(list.hits[chosen])
    } else if (event.key === "Escape" && !box.hidden) {
      event.preventDefault()
      close()
    }
  })
  document.addEventListener("keydown", (event) => {
    const inField = event.target.closest?.("input, textarea, select, [contenteditable]")
    if (event.key !== "/" || inField || event.ctrlKey || event.metaKey || event.altKey) return
    const target = input.offsetParent ? input : document.querySelector("[data-hk-searchpage] input")
    if (target) { event.preventDefault(); target.focus() }
  })
}
