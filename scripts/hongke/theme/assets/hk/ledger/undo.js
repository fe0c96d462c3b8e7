// The last change can be taken back: the entries it meant are put as they were, others stay.
export class Undo {
  constructor(page) {
    this.page = page
    this.bar = page.root.querySelector("[data-hk-undo]")
    this.words = this.bar.querySelector("[data-hk-undo-words]")
    this.button = this.bar.querySelector("[data-hk-undo-act]")
    this.last = null
    this.button.addEventListener("click", () => this.act())
    this.bar.querySelector("[data-hk-undo-close]").addEventListener("click", () => {
      this.bar.hidden = true
      page.root.querySelector("#log").focus()
    })
  }

  offer(changes, words) {
    this.last = changes
    this.words.textContent = words
    this.button.hidden = false
    this.bar.hidden = false
  }

  async act() {
    const back = this.last.map(({ before, after }) => ({ before: after, after: before }))
    if (await this.page.change(back, "撤销了。")) {
      this.last = null
      this.button.hidden = true
      this.page.root.querySelector("#log").focus()
    }
  }
}
