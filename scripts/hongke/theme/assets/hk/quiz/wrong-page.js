// The notebook of wrong answers across quizzes, and the last results of each.
import { loadQuizzes } from "./data.js"
import { make } from "./dom.js"
import { clearAll, dropStale, isKept, results, wrongOnes } from "./keeping.js"
import { whole } from "./paper.js"
import { practise } from "./practice.js"
import { usePrinting } from "./sheet.js"

export async function start() {
  const root = document.querySelector("[data-hk-wrong]")
  const stage = root.querySelector("[data-hk-stage]")
  const live = root.querySelector("[data-hk-say]")
  const say = (text) => { live.textContent = text }
  const titles = new Map([...root.querySelectorAll("[data-hk-known]")].map((link) => [link.dataset.hkKnown, link]))
  let running = new AbortController()
  let shown = []
  let pass = 60

  async function show() {
    running.abort()
    running = new AbortController()
    // Another site on the same host may keep quizzes of its own here: those that are unknown are left alone.
    const ids = Object.keys(wrongOnes()).filter((id) => titles.has(id))
    const quizzes = await loadQuizzes(ids)
    for (const quiz of quizzes) dropStale(quiz.id, new Set(quiz.questions.map(({ key }) => key)))
    const wrong = wrongOnes()
    shown = whole(quizzes.flatMap((quiz) => quiz.questions.filter(({ key }) => wrong[quiz.id]?.includes(key))))
    pass = Math.max(60, ...quizzes.map((quiz) => quiz.pass))
    if (shown.length) practise(stage, shown, { say, signal: running.signal, mixed: true, gone: "已移出错题本" })
    else stage.replaceChildren(make("p", { class: "hk-empty" }, "错题本是空的。"))
    root.querySelector("[data-hk-prints]").hidden = !shown.length
    showResults()
  }

  function showResults() {
    const rows = Object.entries(results()).flatMap(([id, list]) => list.map((one) => [id, one])).filter(([id]) => id === "*" || titles.has(id))
    root.querySelector("[data-hk-results]").hidden = !rows.length
    root.querySelector("[data-hk-clear]").hidden = !rows.length && !shown.length
    const name = (id) => (id === "*" ? "知识竞赛" : make("a", { href: titles.get(id).href }, titles.get(id).textContent))
    root.querySelector("[data-hk-results] tbody").replaceChildren(...rows.map(([id, { percent, passed, count, day }]) => make(
      "tr",
      {},
      make("th", { scope: "row" }, name(id)),
      make("td", {}, make("time", { datetime: String(day) }, String(day))),
      make("td", { class: "n" }, String(count)),
      make("td", { class: "n" }, String(percent)),
      make("td", {}, passed ? "合格" : "未合格"),
    )))
  }

  root.querySelector("[data-hk-clear-yes]").addEventListener("click", async () => {
    clearAll()
    root.querySelector("[data-hk-clear]").open = false
    await show()
    say("错题和成绩已清空。")
  })
  usePrinting(root, () => (shown.length ? { paper: shown, about: { title: "错题本", pass, seed: "" } } : null))
  document.querySelector("[data-hk-unkept]").hidden = isKept()
  try {
    await show()
  } catch {
    root.querySelector("[data-hk-trouble]").hidden = false
  }
  root.dataset.done = "true"
}
