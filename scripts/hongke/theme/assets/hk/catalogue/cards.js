// The list of cards: only what a reader has come to is in the page.
import { loadJson } from "../search/store.js"

const AT_ONCE = 24

export class Cards {
  constructor(list, more, kind, block) {
    this.list = list
    this.more = more
    this.kind = kind
    this.block = block
    this.made = new Map([...list.children].map((item) => [item.dataset.address, item]))
    this.drawn = 0
    more.addEventListener("click", () => this.grow(true))
    if ("IntersectionObserver" in globalThis) {
      new IntersectionObserver((seen) => { if (seen.some((one) => one.isIntersecting) && !more.hidden) this.grow(false) }, { rootMargin: "600px" }).observe(more.parentElement)
    }
  }

  // Shows these entries ({ number, id }) from the first one on.
  async show(entries) {
    this.entries = entries
    const mine = (this.turn = (this.turn ?? 0) + 1)
    const items = await this.items(0, AT_ONCE)
    if (mine !== this.turn) return
    // What stands there already is not laid out anew.
    if (items.length !== this.list.children.length || items.some((item, place) => item !== this.list.children[place])) this.list.replaceChildren(...items)
    this.drawn = items.length
    this.more.hidden = this.drawn >= entries.length
  }

  async grow(focus) {
    const mine = this.turn
    if (this.growing) return
    this.growing = true
    const items = await this.items(this.drawn, this.drawn + AT_ONCE).finally(() => { this.growing = false })
    if (mine !== this.turn) return
    this.list.append(...items)
    this.drawn += items.length
    this.more.hidden = this.drawn >= this.entries.length
    if (focus) items[0]?.querySelector("a").focus()
  }

  items(from, to) {
    return Promise.all(this.entries.slice(from, to).map((entry) => this.item(entry)))
  }

  async item({ number, id }) {
    const address = `${this.kind}/${id}`
    if (!this.made.has(address)) {
      const cards = await loadJson(`catalogue/${this.kind}-${Math.floor(number / this.block)}.bin`)
      const item = document.createElement("li")
      item.dataset.address = address
      // The card is our own template's HTML, made at build time, in which every text of an author is escaped.
      item.innerHTML = cards[number % this.block]
      this.made.set(address, item)
    }
    return this.made.get(address)
  }
}
