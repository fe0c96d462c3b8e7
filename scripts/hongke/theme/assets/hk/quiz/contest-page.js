// A knowledge contest: questions from several quizzes, one seed for the whole room.
import { addressOf, readAddress } from "./address.js"
import { loadQuizzes } from "./data.js"
import { draw, fingerprint } from "./paper.js"
import { showResult } from "./result.js"
import { Setup } from "./setup.js"
import { usePrinting } from "./sheet.js"
import { isUnderWay, runTest } from "./test.js"

const KEPT_AS = "*"

export async function start() {
  const root = document.querySelector("[data-hk-contest]")
  const stage = root.querySelector("[data-hk-stage]")
  const form = root.querySelector("[data-hk-setup]")
  const trouble = root.querySelector("[data-hk-trouble]")
  const live = root.querySelector("[data-hk-say]")
  const share = root.querySelector("[data-hk-share]")
  const none = root.querySelector("[data-hk-none]")
  const wrongUrl = document.querySelector("[data-hk-wrong-link]").href
  const boxes = [...form.querySelectorAll("input[name=quiz]")]
  const say = (text) => { live.textContent = text }
  const setup = new Setup(form, { changed: () => refresh(), start: () => test() })
  let running = new AbortController()
  let shown = null
  let state = ""
  let turn = 0

  const chosen = () => boxes.filter((box) => box.checked).map((box) => box.value).sort()
  // All of them is what an address says that names none: short enough to be written on a blackboard.
  const named = () => (chosen().length < boxes.length ? chosen() : [])
  const where = () => addressOf({ quizzes: named(), n: setup.n, minutes: setup.minutes, seed: setup.seed })

  // Draws the paper of what the form says: it can be printed before anybody begins.
  async function refresh() {
    const mine = ++turn
    const ids = chosen()
    const most = boxes.filter((box) => box.checked).reduce((sum, box) => sum + Number(box.dataset.hkCount), 0)
    none.hidden = ids.length > 0
    shown = null
    try {
      trouble.hidden = true
      const quizzes = await loadQuizzes(ids)
      if (mine !== turn) return
      const questions = quizzes.flatMap((quiz) => quiz.questions)
      setup.fields.n.max = Math.max(1, most)
      const paper = draw(questions, setup.n, setup.seed)
      if (paper.length) shown = { paper, pass: Math.max(...quizzes.map((quiz) => quiz.pass)) }
    } catch {
      if (mine === turn) trouble.hidden = false
    }
    share.hidden = !shown || !setup.seed
    if (!share.hidden) {
      share.querySelector("a").href = where()
      share.querySelector("a").textContent = new URL(where(), location.href).href
      share.querySelector("b").textContent = fingerprint(shown.paper)
    }
  }

  const about = () => ({ title: "知识竞赛", pass: shown.pass, seed: setup.seed, quiz: KEPT_AS, address: "", courses: [] })

  async function test() {
    await refresh()
    if (!shown) return
    running.abort()
    running = new AbortController()
    state = "running"
    history.replaceState(null, "", where())
    form.hidden = true
    runTest(stage, shown.paper, { where: where(), minutes: setup.minutes, mixed: true, say, signal: running.signal, done: (end) => {
      state = "over"
      const again = () => {
        history.pushState(null, "", addressOf({ quizzes: named(), n: setup.n, minutes: setup.minutes }))
        enter(readAddress())
        setup.fields.n.focus()
      }
      showResult(stage, end, about(), { where: where(), again, wrongUrl, say })
    } })
  }

  async function enter(asked) {
    running.abort()
    running = new AbortController()
    state = ""
    const known = asked.quizzes.filter((id) => boxes.some((box) => box.value === id))
    for (const box of boxes) box.checked = !known.length || known.includes(box.value)
    stage.replaceChildren()
    form.hidden = false
    setup.fill(asked, boxes.filter((box) => box.checked).reduce((sum, box) => sum + Number(box.dataset.hkCount), 0))
    await refresh()
    if (asked.seed && shown && isUnderWay(where(), shown.paper)) await test()
  }

  for (const control of form.querySelectorAll("[data-hk-pick]")) {
    control.addEventListener("click", () => {
      for (const box of boxes) box.checked = control.dataset.hkPick === "all"
      refresh()
    })
  }
  addEventListener("popstate", () => enter(readAddress()))
  usePrinting(root, (asked) => (shown && (asked || state !== "over") ? { paper: shown.paper, about: about() } : null))
  await enter(readAddress())
  root.dataset.done = "true"
}
