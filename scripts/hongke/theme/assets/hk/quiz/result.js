// The result of a test: score, passed or not, every question reviewed; and what other parts of the site are told of it.
//
// A quiz passed in a test is told to the page as the CustomEvent `hk:study` on document, once the result is shown:
// detail = { title, address: "quiz/<id>", score: per cent as a number, courses: [[address, title]] }. Who listens may
// fill and show the empty <p data-hk-offer hidden> in the result.
import { button, goTo, make } from "./dom.js"
import { timeText } from "./clock.js"
import { keepResult, noteAnswer } from "./keeping.js"
import { marksText, total } from "./marking.js"

// `about` is { title, pass, seed, quiz, courses }; `quiz` is the id under which the result is kept.
export function showResult(stage, { views, seconds, note }, about, { where, again, wrongUrl, say }) {
  const sums = total(views.map((view) => view.mark), about.pass)
  for (const view of views) {
    view.review()
    noteAnswer(view.question.quiz, view.question.key, view.mark.verdict === "right")
  }
  keepResult(about.quiz, { percent: sums.percent, passed: sums.passed, count: views.length, seed: about.seed, day: today() })

  const verdict = sums.passed ? "合格" : "未合格"
  const counts = [["答对", sums.right], ["部分对", sums.part], ["答错", sums.wrong], ["未答", sums.none]].filter(([name, many]) => many || name === "答对")
  const title = make("h3", { class: "hk-stage__title", tabindex: "-1" }, "测试结果")
  const panel = make(
    "div",
    { class: "hk-panel hk-result" },
    title,
    note ? make("p", {}, note) : null,
    make("p", { class: "hk-num" }, make("span", { class: "hk-num__n" }, String(sums.percent)), make("span", { class: "hk-num__u" }, "分"), make("span", { class: `hk-result__verdict hk-result__verdict--${sums.passed ? "passed" : "failed"}` }, verdict)),
    make("p", {}, `折合百分制，${about.pass} 分合格。卷面得 ${marksText(sums.got)} 分，满分 ${marksText(sums.full)} 分。`),
    make("p", {}, `${counts.map(([name, many]) => `${name} ${many} 题`).join("，")}。用时 ${timeText(seconds)}。`),
    make("p", { "data-hk-offer": true, hidden: true }),
    make("p", { class: "hk-result__act" }, make("a", { class: "hk-btn", href: where }, "再做这份试卷"), button("换一份试卷", again), make("a", { class: "hk-btn", href: wrongUrl }, "错题本")),
  )
  const review = make("section", { class: "hk-result__review", "aria-label": "逐题回顾" }, make("h3", { class: "hk-stage__title" }, "逐题回顾"), make("ol", { class: "hk-quiz" }, ...views.map((view) => view.element)))
  stage.replaceChildren(panel, review)
  goTo(panel, title)
  say(`${note}${sums.percent} 分，${verdict}。`)
  if (sums.passed && about.address) {
    const detail = { title: about.title, address: about.address, score: sums.percent, courses: about.courses }
    document.dispatchEvent(new CustomEvent("hk:study", { detail }))
  }
}

// The reader's own day.
function today() {
  const now = new Date()
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-")
}
