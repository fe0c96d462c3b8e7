// One question on the screen: its inputs, what a reader has answered, and afterwards what was right.
import { linkTo } from "./data.js"
import { make } from "./dom.js"
import { isAnswered, mark, marksText, pointsOf } from "./marking.js"
import { answerText, letterOf, TYPES } from "./paper.js"

const JUDGE = ["对", "错"]
const SELF = [["right", "对"], ["part", "部分对"], ["wrong", "错"]]

export class QuestionView {
  // `item` is { question, order } of a paper; `id` the element's id; `quizTitle` is shown where quizzes are mixed.
  constructor(item, number, { id, quizTitle = "" }) {
    this.item = item
    this.question = item.question
    this.number = number
    this.id = id
    this.self = null
    this.fields = []
    this.choices = []
    this.verdict = make("p", { class: "hk-question__verdict", hidden: true })
    this.act = make("div", { class: "hk-question__act" })
    this.form = make("form", { class: "hk-question__form", novalidate: true, on: { submit: (event) => event.preventDefault() } }, ...this.body(), this.verdict, this.act)
    this.element = make("li", { class: "hk-question hk-question--live", id, tabindex: "-1" }, this.head(quizTitle), this.form)
  }

  head(quizTitle) {
    const { type, score, difficulty, chapter } = this.question
    const details = [`${marksText(score)} 分`, difficulty && `难度：${difficulty}`, chapter, quizTitle].filter((text) => text)
    return make("p", { class: "hk-question__meta" }, `${this.number}. ${TYPES[type]}`, ...details.map((text) => make("span", {}, text)))
  }

  body() {
    const { type, stem } = this.question
    if (type === "blank") return [this.blanks(stem)]
    if (type === "short") {
      const field = make("textarea", { class: "hk-input", rows: "4", "aria-label": "您的答案", placeholder: "写下要点；也可以写在纸上" })
      this.fields = [field]
      return [make("fieldset", {}, make("legend", { class: "hk-question__stem" }, stem), field)]
    }
    const words = type === "judge" ? JUDGE : this.item.order.map((number) => this.question.choices[number].text)
    const rows = words.map((text, place) => this.choice(text, place))
    return [make("fieldset", {}, make("legend", { class: "hk-question__stem" }, stem), make("div", { class: "hk-choices" }, ...rows))]
  }

  choice(text, place) {
    const input = make("input", { type: this.question.type === "multiple" ? "checkbox" : "radio", name: `${this.id}-choice`, value: place })
    const letter = this.question.type === "judge" ? null : make("b", {}, letterOf(place))
    const said = make("span", { class: "hk-choice__said" })
    const row = make("label", { class: "hk-choice" }, input, make("span", {}, letter, make("span", {}, text)), said)
    this.choices.push({ input, row, said })
    return row
  }

  // The blanks stand in the sentence.
  blanks(stem) {
    const parts = stem.split(/_{2,}/)
    const children = parts.flatMap((text, number) => {
      if (number === parts.length - 1) return [text]
      const field = make("input", { class: "hk-input hk-blank", type: "text", autocomplete: "off", "aria-label": `第 ${number + 1} 空` })
      this.fields.push(field)
      return [text, field]
    })
    return make("div", { class: "hk-question__stem", role: "group", "aria-label": `填空题，${this.fields.length} 个空` }, ...children)
  }

  get response() {
    const chosen = this.choices.map(({ input }, place) => (input.checked ? place : -1)).filter((place) => place >= 0)
    switch (this.question.type) {
      case "single": return chosen.length ? this.item.order[chosen[0]] : null
      case "multiple": return chosen.map((place) => this.item.order[place])
      case "judge": return chosen.length ? JUDGE[chosen[0]] : null
      case "blank": return this.fields.map((field) => field.value)
      default: return { text: this.fields[0].value, self: this.self }
    }
  }

  set response(given) {
    const { type } = this.question
    this.choices.forEach(({ input }, place) => {
      const value = type === "judge" ? JUDGE[place] : this.item.order[place]
      input.checked = type === "multiple" ? Array.isArray(given) && given.includes(value) : given === value
    })
    if (type === "blank" && Array.isArray(given)) this.fields.forEach((field, number) => { field.value = given[number] ?? "" })
    if (type === "short" && given) {
      this.fields[0].value = given.text ?? ""
      this.self = given.self ?? null
    }
  }

  get answered() {
    return isAnswered(this.question, this.response)
  }

  get mark() {
    return mark(this.question, this.response)
  }

  // Chooses by keyboard: the choice at a place, or false where there is none.
  choose(place) {
    const choice = this.choices[place]
    if (!choice || choice.input.disabled) return false
    choice.input.checked = choice.input.type === "radio" ? true : !choice.input.checked
    choice.input.focus()
    choice.input.dispatchEvent(new Event("change", { bubbles: true }))
    return true
  }

  // Where the focus goes when a reader comes to this question.
  get first() {
    const checked = this.choices.find(({ input }) => input.checked && !input.disabled)?.input
    return checked ?? [...this.choices.map(({ input }) => input), ...this.fields].find((field) => !field.disabled) ?? this.element
  }

  lock() {
    for (const { input } of this.choices) input.disabled = true
    for (const field of this.fields) field.readOnly = true
    this.element.classList.add("hk-question--done")
  }

  // The points of a short answer with three buttons: the reader marks it. `done` is called at every change.
  askSelf(done) {
    const points = make("ul", { class: "hk-plain" }, ...pointsOf(this.question.answer).map((point) => make("li", {}, point)))
    const radios = SELF.map(([value, words]) => {
      const input = make("input", { type: "radio", name: `${this.id}-self`, value, on: { change: () => { this.self = value; done() } } })
      input.checked = this.self === value
      return make("label", {}, input, make("span", {}, words))
    })
    const set = make("fieldset", { class: "hk-self" }, make("legend", {}, "对照要点，给自己的答案打分"), make("div", { class: "hk-kinds" }, ...radios))
    this.points = make("div", { class: "hk-question__points" }, make("p", {}, make("b", {}, "要点：")), points, set)
    this.form.insertBefore(this.points, this.verdict)
    return radios[0].firstChild
  }

  // Shows what was right. Returns the sentence that is said aloud.
  review() {
    this.lock()
    this.points?.remove()
    const result = this.mark
    const said = verdictText(result)
    this.element.dataset.verdict = result.verdict
    this.verdict.textContent = said
    this.verdict.hidden = false
    this.choices.forEach(({ input, row, said: sign }, place) => {
      const right = this.question.type === "judge" ? JUDGE[place] === this.question.answer : Boolean(this.question.choices[this.item.order[place]].right)
      row.classList.toggle("hk-choice--right", right)
      row.classList.toggle("hk-choice--wrong", input.checked && !right)
      sign.textContent = right ? (input.checked ? "正确，您选了" : "正确") : input.checked ? "您选了" : ""
    })
    result.each?.forEach((hit, number) => this.fields[number].classList.add(hit ? "hk-blank--right" : "hk-blank--wrong"))
    this.form.insertBefore(explanation(this.item), this.act)
    return `第 ${this.number} 题：${said}。答案：${answerText(this.item)}。`
  }
}

function verdictText({ verdict, got, full }) {
  if (verdict === "right") return `答对了，得 ${marksText(got)} 分`
  if (verdict === "part") return `部分对，得 ${marksText(got)} 分，满分 ${marksText(full)} 分`
  return verdict === "none" ? "没有作答" : "答错了"
}

// Answer, explanation, what is said of single choices, and the pages that hold the answer.
export function explanation(item, { links = true } = {}) {
  const { question, order } = item
  const reasons = order.map((number, place) => [letterOf(place), question.choices[number].why]).filter(([, why]) => why)
  const refs = (question.refs ?? []).flatMap(({ title, url }, number) => [number ? "、" : "", links ? make("a", { href: linkTo(url) }, title) : title])
  return make(
    "div",
    { class: "hk-question__answer" },
    make("p", {}, make("b", {}, "答案："), answerText(item)),
    question.why ? make("p", {}, question.why) : null,
    ...reasons.map(([letter, why]) => make("p", {}, make("b", {}, letter), ` ${why}`)),
    refs.length ? make("p", {}, "出处：", ...refs) : null,
  )
}
