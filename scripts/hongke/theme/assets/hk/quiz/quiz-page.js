// The page of a quiz: practice, test, notebook. Without this file it is a list of questions with folded answers.
import { addressOf, readAddress } from "./address.js"
import { loadQuiz } from "./data.js"
import { make } from "./dom.js"
import { wrongOnes } from "./keeping.js"
import { draw, whole } from "./paper.js"
import { practise } from "./practice.js"
import { showResult } from "./result.js"
import { Setup } from "./setup.js"
import { usePrinting } from "./sheet.js"
import { isUnderWay, runTest } from "./test.js"

const MODES = ["practice", "test", "wrong"]

export async function start() {
  const root = document.querySelector("[data-hk-quiz]")
  try {
    await open(root, await loadQuiz(root.dataset.hkQuiz))
  } catch {
    root.querySelector("[data-hk-trouble]").hidden = false
    root.querySelector("[data-hk-bar]").hidden = true
  }
}

async function open(root, quiz) {
  const stage = root.querySelector("[data-hk-stage]")
  const form = root.querySelector("[data-hk-setup]")
  const live = root.querySelector("[data-hk-say]")
  const wrongUrl = document.querySelector("[data-hk-wrong-link]").href
  const modes = [...root.querySelectorAll("[data-hk-mode]")]
  const say = (text) => { live.textContent = text }
  let running = new AbortController()
  let state = {}
  let shown = whole(quiz.questions)

  const about = (seed = "") => ({ title: quiz.title, pass: quiz.pass, seed, quiz: quiz.id, address: `quiz/${quiz.id}`, courses: quiz.courses })
  const wrongPaper = () => whole(quiz.questions.filter(({ key }) => (wrongOnes()[quiz.id] ?? []).includes(key)))
  const drawn = () => draw(quiz.questions, setup.n, setup.seed)
  const where = () => addressOf({ mode: "test", n: setup.n, minutes: setup.minutes, seed: setup.seed })

  const setup = new Setup(form, { changed: () => {}, start: () => test() })

  // Leaves what is on the stage and shows a mode.
  function enter(next) {
    running.abort()
    running = new AbortController()
    state = { mode: MODES.includes(next.mode) ? next.mode : "practice" }
    for (const control of modes) control.setAttribute("aria-pressed", String(control.dataset.hkMode === state.mode))
    form.hidden = state.mode !== "test"
    stage.replaceChildren()
    const { signal } = running
    if (state.mode === "practice") {
      shown = whole(quiz.questions)
      practise(stage, shown, { say, signal, ids: ({ n }) => `q${n}` })
    } else if (state.mode === "wrong") {
      shown = wrongPaper()
      if (shown.length) practise(stage, shown, { say, signal, gone: "已移出错题本" })
      stage.append(aboutNotebook(shown.length, wrongUrl))
    } else {
      setup.fill(next, quiz.questions.length)
      if (next.seed && isUnderWay(where(), drawn())) test()
    }
  }

  function test() {
    const { seed } = setup
    shown = drawn()
    state = { mode: "test", running: true }
    history.replaceState(null, "", where())
    form.hidden = true
    runTest(stage, shown, { where: where(), minutes: setup.minutes, say, signal: running.signal, done: (end) => {
      state = { mode: "test", over: true }
      const again = () => go({ mode: "test", n: setup.n, minutes: setup.minutes })
      showResult(stage, end, about(seed), { where: where(), again, wrongUrl, say })
    } })
  }

  function go(next) {
    history.pushState(null, "", addressOf(next))
    enter(next)
    if (next.mode === "test") setup.fields.n.focus()
  }

  for (const control of modes) control.addEventListener("click", () => go({ mode: control.dataset.hkMode }))
  addEventListener("popstate", () => enter(readAddress()))
  usePrinting(root, (asked) => {
    if (state.over && !asked) return null
    if (state.mode === "test" && !state.running && !state.over) shown = drawn()
    if (!shown.length) return null
    return { paper: shown, about: about(state.mode === "test" ? setup.seed : "") }
  })
  root.querySelector("[data-hk-plain]").remove()
  root.classList.add("hk-selftest--live")
  enter(readAddress())
  const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)))
  if (target) target.scrollIntoView()
  root.dataset.done = "true"
}

function aboutNotebook(count, url) {
  const words = count ? "答对一次就移出错题本。" : "这套题没有错题。"
  return make("p", { class: "hk-notice" }, words, make("a", { href: url }, "看全部题库的错题"))
}
