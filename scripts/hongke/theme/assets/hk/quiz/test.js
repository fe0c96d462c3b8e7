// A test: a paper, perhaps a clock, handed in at the end and then marked.
import { runClock } from "./clock.js"
import { button, goTo, make } from "./dom.js"
import { useKeys } from "./keys.js"
import { fingerprint } from "./paper.js"
import { QuestionView } from "./question.js"
import { dropRun, keepRun, keptRun } from "./session.js"

function viewsOf(paper, mixed) {
  return paper.map((item, at) => new QuestionView(item, at + 1, { id: `t${at + 1}`, quizTitle: mixed ? item.question.quizTitle : "" }))
}

// Whether a test on this paper was under way when the page was last left.
export function isUnderWay(where, paper) {
  return keptRun(where, fingerprint(paper)) !== null
}

// Runs a test and calls `done({ views, seconds })` when every question can be marked. `where` is the address that repeats it.
export function runTest(stage, paper, { where, minutes, mixed, say, signal, done }) {
  const print = fingerprint(paper)
  const kept = keptRun(where, print)
  const started = kept?.started ?? Date.now()
  const views = viewsOf(paper, mixed)
  kept?.responses.forEach((response, at) => { if (views[at]) views[at].response = response })

  const count = make("p", { class: "hk-testbar__count" })
  const face = minutes ? make("p", { class: "hk-clock", role: "timer", "aria-label": "剩余时间" }) : null
  const warning = make("p", { class: "hk-notice", role: "alert", hidden: true })
  const hand = button("交卷", () => handIn(), { main: true })
  const list = make("ol", { class: "hk-quiz" }, ...views.map((view) => view.element))
  const foot = make("div", { class: "hk-testfoot" }, warning, hand)
  stage.replaceChildren(make("div", { class: "hk-testbar" }, count, face), list, foot)

  let stopClock = () => {}
  let over = false
  let warned = false

  const answered = () => views.filter((view) => view.answered).length
  const keep = () => {
    if (over) return
    count.textContent = `已答 ${answered()} / ${views.length} 题`
    keepRun({ where, print, started, responses: views.map((view) => view.response) })
  }

  const handIn = () => {
    const open = views.length - answered()
    if (open && !warned) {
      warned = true
      warning.textContent = `还有 ${open} 题没答。没答的题不得分；确定的话再按一次“交卷”。`
      warning.hidden = false
      hand.focus()
      return
    }
    end("")
  }

  const end = (note) => {
    if (over) return
    over = true
    stopClock()
    dropRun()
    const spent = Math.round((Date.now() - started) / 1000)
    const seconds = minutes ? Math.min(spent, minutes * 60) : spent
    for (const view of views) view.lock()
    const short = views.filter((view) => view.question.type === "short")
    if (short.length) markShort(stage, short, note, () => done({ views, seconds, note }))
    else done({ views, seconds, note })
  }

  stage.addEventListener("input", keep, { signal })
  stage.addEventListener("change", () => {
    warned = false
    warning.hidden = true
    keep()
  }, { signal })
  // What was answered stays in the tab: who goes back to the test's address goes on with it.
  signal.addEventListener("abort", () => stopClock())
  useKeys(stage, views, (view) => {
    const next = views[views.indexOf(view) + 1]
    if (over) return
    if (next) goTo(next.element, next.first)
    else goTo(foot, hand)
  }, signal)
  keep()
  goTo(stage, views[0].first)
  say(`测试开始，共 ${views.length} 题${minutes ? `，限时 ${minutes} 分钟` : ""}。`)
  if (minutes) stopClock = runClock(face, started + minutes * 60000, { say, out: () => end("时间到，已自动交卷。") })
}

// After handing in, readers mark their own short answers against the points; those left unmarked count as wrong.
function markShort(stage, views, note, done) {
  const title = make("h3", { class: "hk-stage__title", tabindex: "-1" }, "对照要点，自评简答题")
  const lead = make("p", {}, `${note}简答题由您自己对照要点打分：全对得满分，部分对得一半；没有评的按错计。`)
  const list = make("ol", { class: "hk-quiz" })
  for (const view of views) {
    view.askSelf(() => {})
    list.append(view.element)
  }
  stage.replaceChildren(title, lead, list, make("div", { class: "hk-testfoot" }, button("完成评分", done, { main: true })))
  goTo(stage, title)
}
