// The search page: the query in its address, exact matches and looser ones apart.
import { openSearch } from "./engine.js"
import { marked } from "./marks.js"
import { root } from "./store.js"
import { onTyped } from "./typing.js"

const FEW = 3 // the first answers: each costs the text of a page
const FIRST = 10
const MORE = 20
const WHY = {
  synonym: "没有原词，按同义词查找",
  traditional: "按简体字查找",
  typo: "没有原词，按差一个字的名称查找",
  pinyin: "按拼音查找标题和术语",
  sound: "没有原词，按同音字查找",
}
const form = document.querySelector("[data-hk-searchpage]")

if (form) {
  const input = form.querySelector("input")
  const results = document.querySelector("[data-hk-results]")
  const status = document.querySelector("[data-hk-status]")
  const kinds = document.querySelector("[data-hk-kinds]")
  let asked = 0
  let limit = FIRST

  const element = (name, className, ...content) => {
    const made = document.createElement(name)
    if (className) made.className = className
    made.append(...content)
    return made
  }

  const hit = (found, match) => {
    const item = element("li", "hk-hit")
    item.dataset.address = found.address
    item.dataset.match = match
    const link = element("a", "", marked(found.title, found.marks))
    link.href = root + found.address + (found.anchor ? `#${encodeURIComponent(found.anchor)}` : "")
    item.append(
      element("p", "hk-hit__top", element("span", "hk-hit__kind", found.label)),
      element("h3", "hk-hit__title", link),
      element("p", "hk-hit__text", marked(found.text, found.marks)),
    )
    return item
  }

  const group = (title, note, hits, match) => {
    const id = `hits-${match}`
    const heading = element("h2", "hk-section__title", title)
    heading.id = id
    const head = element("div", "hk-section__head", heading, element("p", "hk-section__note", note))
    const section = element("section", match === "exact" ? "hk-group" : "hk-group hk-group--near", head, element("ol", "", ...hits.map((found) => hit(found, match))))
    section.setAttribute("aria-labelledby", id)
    return section
  }

  const nothing = (typed, near) => {
    const box = element("div", "hk-empty", element("p", "", `没有找到“${typed}”。换个说法，或少写几个字试试。`))
    if (near.length) {
      const words = near.map((word) => {
        const link = element("a", "", word)
        link.href = `?q=${encodeURIComponent(word)}`
        return link
      })
      box.append(element("p", "", "相近的词：", ...words))
    }
    box.append(document.querySelector("[data-hk-elsewhere]").content.cloneNode(true))
    return box
  }

  const answer = async (typed, more = false) => {
    const mine = ++asked
    if (!more) limit = FIRST
    results.dataset.done = "false"
    const kind = kinds.querySelector(":checked")?.value ?? ""
    document.title = document.title.replace(/^.*? - /, `${typed ? `${typed} · 搜索` : "搜索"} - `)
    if (!typed) {
      results.replaceChildren()
      status.textContent = ""
      results.dataset.done = "true"
      return
    }
    const engine = await openSearch()
    const options = { kinds: kind ? [kind] : null }
    if (!more) {
      // The first few are shown as soon as they are sure; the others follow.
      const few = await engine.search(typed, { ...options, limit: FEW })
      if (mine !== asked) return
      draw(typed, few, engine, FEW)
    }
    const found = await engine.search(typed, { ...options, limit })
    if (mine !== asked) return
    draw(typed, found, engine, limit)
    results.dataset.done = "true"
  }

  const draw = (typed, { exact, related, why }, engine, count) => {
    const full = exact.length + related.length >= count
    const sections = []
    if (exact.length) sections.push(group("精确匹配", `${exact.length} 条${full ? "以上" : ""}${WHY[why] ? `，${WHY[why]}` : ""}`, exact, "exact"))
    if (related.length) sections.push(group("相关", exact.length ? "只含一部分，或拆开才找到" : WHY[why] ?? "没有完全相同的，这些含有其中一部分", related, "related"))
    if (!sections.length) sections.push(nothing(typed, engine.near(typed)))
    if (full) sections.push(element("p", "hk-section", moreButton(typed)))
    results.replaceChildren(...sections)
    status.textContent = exact.length + related.length ? `“${typed}”：精确匹配 ${exact.length} 条，相关 ${related.length} 条` : `没有找到“${typed}”`
  }

  const moreButton = (typed) => {
    const more = element("button", "hk-btn", "再看一些")
    more.type = "button"
    more.addEventListener("click", async () => {
      const shown = results.querySelectorAll("[data-address]").length
      limit += MORE
      await answer(typed, true)
      results.querySelectorAll("[data-address]")[shown]?.querySelector("a").focus()
    })
    return more
  }

  const remember = (typed, push) => {
    const kind = kinds.querySelector(":checked")?.value ?? ""
    const parameters = new URLSearchParams()
    if (typed) parameters.set("q", typed)
    if (kind) parameters.set("kind", kind)
    const text = parameters.toString()
    history[push ? "pushState" : "replaceState"](null, "", text ? `?${text}` : location.pathname)
  }

  const recall = () => {
    const parameters = new URLSearchParams(location.search)
    input.value = parameters.get("q") ?? ""
    const kind = [...kinds.querySelectorAll("input")].find((one) => one.value === (parameters.get("kind") ?? ""))
    if (kind) kind.checked = true
    answer(input.value.trim())
  }

  onTyped(input, (typed) => { remember(typed, false); answer(typed) })
  form.addEventListener("submit", (event) => {
    event.preventDefault()
    remember(input.value.trim(), true)
    answer(input.value.trim())
  })
  kinds.addEventListener("change", () => { remember(input.value.trim(), true); answer(input.value.trim()) })
  addEventListener("popstate", recall)
  recall()
}
