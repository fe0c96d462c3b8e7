// A catalogue page: facets with live counts, a text box that is the site's search, sort, chips; all of it in the address.
import { recall, remember } from "../memory.js"
import { loadJson } from "../search/store.js"
import { onTyped } from "../search/typing.js"
import { Cards } from "./cards.js"
import { read, write } from "./state.js"
import { Table } from "./table.js"

const root = document.querySelector("[data-hk-catalogue]")

if (root) start(root).catch(() => root.classList.add("hk-cat--failed"))

async function start(root) {
  const kind = root.dataset.hkCatalogue
  const form = root.querySelector("[data-hk-form]")
  const sort = root.querySelector("[data-hk-sort]")
  const text = root.querySelector("[data-hk-text]")
  const chips = root.querySelector("[data-hk-chips]")
  const list = root.querySelector("[data-hk-results]")
  const empty = root.querySelector("[data-hk-empty]")
  const data = await loadJson(`catalogue/${kind}.bin`)
  const table = new Table(data)
  const cards = new Cards(list, root.querySelector("[data-hk-more]"), kind, data.block)
  const names = Object.keys(data.facets)
  const boxes = [...form.querySelectorAll("input")]
  const field = text.querySelector("input")
  const trouble = root.querySelector("[data-hk-trouble]")
  let state = known(read(names))
  let turn = 0
  let counts = {}

  // An address may name a word or an order that is no longer there: such a condition would leave nothing, and no chip.
  function known({ chosen, sort: by, q }) {
    const kept = names.map((name) => [name, chosen[name].filter((value) => table.facets[name].number.has(value))])
    return { chosen: Object.fromEntries(kept), sort: by in table.sorts ? by : "", q }
  }

  // The numbers that a text query leaves, best first; null without one, and where the search cannot be reached.
  async function among(q) {
    trouble.hidden = true
    if (!q) return null
    try {
      const [{ openSearch }, steps] = await Promise.all([import("../search/engine.js"), loadJson(`catalogue/${kind}-pages.bin`)])
      let page = 0
      const numbers = new Map(steps.map((step, number) => [page += step, number]))
      const found = await (await openSearch()).pages(q, { kinds: [kind] })
      return found.map((page) => numbers.get(page)).filter((number) => number !== undefined)
    } catch {
      trouble.hidden = false
      return null
    }
  }

  function mark(box) {
    const count = counts[box.name]?.[table.facets[box.name].number.get(box.value)] ?? ""
    box.checked = state.chosen[box.name].includes(box.value)
    box.closest("label").querySelector("[data-hk-n]").textContent = count
    box.closest("label").classList.toggle("hk-facet__opt--none", !count && !box.checked)
  }

  // Of a facet with hundreds of choices the page holds the first; the others are made when it is opened or one is chosen.
  function complete(name) {
    const titles = data.titles?.[name] ?? []
    if (!titles.length) return
    delete data.titles[name]
    const like = boxes.find((box) => box.name === name).closest("label")
    const values = data.facets[name].values.slice(-titles.length)
    const made = values.map((value, number) => {
      const label = like.cloneNode(true)
      const box = label.querySelector("input")
      box.value = value
      box.nextElementSibling.textContent = titles[number]
      return label
    })
    like.parentElement.append(...made)
    boxes.push(...made.map((label) => label.querySelector("input")))
  }

  async function draw() {
    const mine = ++turn
    const order = await among(state.q)
    if (mine !== turn) return
    const narrowed = table.narrow(state.chosen, order)
    const left = narrowed.left
    counts = narrowed.counts
    const shown = table.sorted(left, state.sort, order)
    for (const name of names) if (state.chosen[name].some((value) => !boxes.some((box) => box.name === name && box.value === value))) complete(name)
    boxes.forEach(mark)
    sort.value = state.sort
    if (document.activeElement !== field) field.value = state.q
    for (const one of root.querySelectorAll("[data-hk-count]")) one.textContent = left.length
    empty.hidden = left.length > 0
    drawChips()
    await cards.show(shown.map((number) => ({ number, id: table.ids[number] })))
    list.dataset.done = String(turn)
  }

  function drawChips() {
    const made = boxes.filter((box) => box.checked).map((box) => {
      const title = box.nextElementSibling.textContent
      return chip(`${title} ×`, `去掉条件：${title}`, () => choose(box.name, box.value, false))
    })
    if (state.q) made.push(chip(`“${state.q}” ×`, `去掉搜索词：${state.q}`, () => change({ ...state, q: "" })))
    if (made.length) {
      const all = chip("全部清除", "去掉全部条件", () => change({ ...state, q: "", chosen: Object.fromEntries(names.map((name) => [name, []])) }))
      all.classList.add("hk-chip--clear")
      made.push(all)
    }
    chips.replaceChildren(...made)
  }

  function chip(words, label, act) {
    const made = document.createElement("button")
    made.type = "button"
    made.className = "hk-chip"
    made.textContent = words
    made.setAttribute("aria-label", label)
    made.addEventListener("click", async () => {
      await act()
      ;(chips.querySelector("button") ?? sort).focus()
    })
    return made
  }

  function change(next, { push = true } = {}) {
    state = next
    write(state, { push })
    return draw()
  }

  function choose(name, value, on) {
    const others = state.chosen[name].filter((other) => other !== value)
    return change({ ...state, chosen: { ...state.chosen, [name]: on ? [...others, value] : others } })
  }

  for (const facet of form.querySelectorAll("details")) {
    facet.addEventListener("toggle", () => {
      const before = boxes.length
      if (facet.open) complete(facet.querySelector("input").name)
      boxes.slice(before).forEach(mark)
    })
  }
  form.addEventListener("change", ({ target }) => choose(target.name, target.value, target.checked))
  sort.addEventListener("change", () => change({ ...state, sort: sort.value }))
  text.addEventListener("submit", (event) => event.preventDefault())
  onTyped(field, (q) => change({ ...state, q }, { push: false }))
  addEventListener("popstate", () => {
    state = known(read(names))
    field.value = state.q
    draw()
  })
  // Where popover is unknown the buttons open and close the box in its place.
  if (!("popover" in HTMLElement.prototype)) {
    for (const button of root.querySelectorAll("[popovertarget]")) button.addEventListener("click", () => root.querySelector(".hk-facets").classList.toggle("hk-facets--open"))
  }

  const views = [...root.querySelectorAll("[data-hk-view]")]
  const view = (name) => {
    list.classList.toggle("hk-cards--list", name === "list")
    for (const button of views) button.setAttribute("aria-pressed", String(button.dataset.hkView === name))
  }
  for (const button of views) button.addEventListener("click", () => { view(button.dataset.hkView); remember("hk.view", button.dataset.hkView) })
  view(recall("hk.view") === "list" ? "list" : "grid")
  await draw()
}
