// The form before a test: how many questions, how long, which seed. A macro of the templates writes it.
import { newSeed, tidySeed } from "./random.js"

export class Setup {
  // `changed()` is called when a value changes, `start()` when the reader begins.
  constructor(form, { changed, start }) {
    this.form = form
    this.fields = form.elements
    form.addEventListener("submit", (event) => {
      event.preventDefault()
      if (!this.seed) this.fields.seed.value = newSeed()
      start()
    })
    form.addEventListener("input", changed)
    form.querySelector("[data-hk-reseed]").addEventListener("click", () => {
      this.fields.seed.value = newSeed()
      changed()
    })
  }

  // Takes what an address says; what it does not say gets a default.
  fill({ n, minutes, seed }, most) {
    this.most(most)
    this.fields.n.value = n ? Math.min(n, most) : Math.min(this.fields.n.defaultValue || most, most)
    this.fields.min.value = minutes || ""
    this.fields.seed.value = seed || newSeed()
  }

  most(most) {
    this.fields.n.max = most
    if (this.n > most) this.fields.n.value = most
  }

  get n() {
    return Math.max(0, Math.floor(Number(this.fields.n.value)) || 0)
  }

  get minutes() {
    return Math.min(600, Math.max(0, Math.floor(Number(this.fields.min.value)) || 0))
  }

  get seed() {
    return tidySeed(this.fields.seed.value)
  }
}
