// A paper to print, and its answers on a sheet of their own. Hidden on the screen.
import { make } from "./dom.js"
import { marksText, pointsOf } from "./marking.js"
import { answerText, fingerprint, fullScore, letterOf, TYPES } from "./paper.js"
import { explanation } from "./question.js"

const NUMERALS = "一二三四五"

// `about` is { title, pass, seed }.
export function paperSheet(paper, about) {
  return make("div", { class: "hk-paper__page" }, ...head(about.title, paper, about), nameLines(), ...parts(paper, asked))
}

export function answerSheet(paper, about) {
  return make("div", { class: "hk-paper__page" }, ...head(`${about.title}：答案与解析`, paper, about), ...parts(paper, answered))
}

function head(title, paper, { pass, seed }) {
  const facts = [`共 ${paper.length} 题`, `满分 ${marksText(fullScore(paper))} 分`, `折合百分制 ${pass} 分合格`]
  if (seed) facts.push(`试卷编号 ${seed}`)
  facts.push(`核对码 ${fingerprint(paper)}`)
  return [make("p", { class: "hk-paper__title" }, title), make("p", { class: "hk-paper__facts" }, facts.join(" · "))]
}

function nameLines() {
  const line = (name) => make("span", {}, make("span", {}, name), make("i"))
  return make("p", { class: "hk-lines" }, ...["党支部", "姓名", "日期", "得分"].map(line))
}

// The questions by type, each type with its numeral; numbers run through.
function parts(paper, show) {
  const numbered = paper.map((item, at) => ({ item, number: at + 1 }))
  const made = []
  for (const { item, number } of numbered) {
    const last = made[made.length - 1]
    if (last?.type === item.question.type) last.list.append(show(item, number))
    else made.push({ type: item.question.type, list: make("div", {}, show(item, number)) })
  }
  return made.flatMap(({ type, list }, at) => [make("p", { class: "hk-paper__part" }, `${NUMERALS[at] ? `${NUMERALS[at]}、` : ""}${TYPES[type]}`), list])
}

function asked(item, number) {
  const { question, order } = item
  const stem = question.type === "blank" ? question.stem.replace(/_{2,}/g, "＿＿＿＿＿＿") : question.stem
  const room = question.type === "judge" ? "（　　）" : question.choices ? "（　　　）" : ""
  const first = make("p", { class: "hk-paper__stem" }, `${number}. ${stem}${room}`, make("small", {}, `（${marksText(question.score)} 分）`))
  if (question.choices) {
    const choices = order.map((place, at) => make("li", {}, `${letterOf(at)}. ${question.choices[place].text}`))
    return make("div", { class: "hk-paper__q" }, first, make("ul", {}, ...choices))
  }
  if (question.type !== "short") return make("div", { class: "hk-paper__q" }, first)
  const lines = Array.from({ length: Math.min(8, pointsOf(question.answer).length + 2) }, () => make("i", { class: "hk-paper__rule" }))
  return make("div", { class: "hk-paper__q" }, first, ...lines)
}

function answered(item, number) {
  const box = explanation(item, { links: false })
  box.className = "hk-paper__why"
  box.firstChild.remove()
  return make("div", { class: "hk-paper__q" }, make("p", { class: "hk-paper__stem" }, `${number}. ${answerText(item)}`), box)
}

// Wires the two buttons, and what the browser's own print command prints. `wanted(asked)` gives { paper, about }, or null
// where the page itself is what should be printed; `asked` is true where a button was pressed.
export function usePrinting(root, wanted) {
  const sheet = root.querySelector("[data-hk-sheet]")
  let pressed = ""

  const prepare = () => {
    const found = wanted(pressed !== "")
    document.documentElement.classList.toggle("hk-paper-on", Boolean(found))
    sheet.replaceChildren(...(found ? [(pressed === "answers" ? answerSheet : paperSheet)(found.paper, found.about)] : []))
  }
  for (const control of root.querySelectorAll("[data-hk-print]")) {
    control.addEventListener("click", () => {
      pressed = control.dataset.hkPrint
      prepare()
      window.print()
    })
  }
  addEventListener("beforeprint", prepare)
  addEventListener("afterprint", () => { pressed = "" })
}
