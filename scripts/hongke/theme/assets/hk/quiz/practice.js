// Practice: the answer and its explanation at once after each question.
import { button, goTo, make } from "./dom.js"
import { noteAnswer } from "./keeping.js"
import { useKeys } from "./keys.js"
import { QuestionView } from "./question.js"

// `paper` is what is practised; `mixed` shows each question's quiz; `gone` is said of a question that left the notebook.
export function practise(stage, paper, { say, signal, ids = (_, number) => `p${number}`, mixed = false, gone = "" }) {
  const count = make("p", { class: "hk-toolbar__count" })
  const list = make("ol", { class: "hk-quiz" })
  const end = make("p", { class: "hk-notice hk-practice__end", tabindex: "-1", hidden: true })
  const views = paper.map((item, at) => new QuestionView(item, at + 1, { id: ids(item.question, at + 1), quizTitle: mixed ? item.question.quizTitle : "" }))
  const done = new Set()

  const tell = () => {
    const right = [...done].filter((view) => view.mark.verdict === "right").length
    count.textContent = `共 ${views.length} 题，已做 ${done.size} 题，答对 ${right} 题`
    end.textContent = `做完了：${views.length} 题答对 ${right} 题。`
    end.hidden = done.size < views.length
  }

  const next = (view) => {
    const after = [...views.slice(views.indexOf(view) + 1), ...views].find((other) => !done.has(other))
    if (after) goTo(after.element, after.first)
    else goTo(end)
  }

  const settle = (view) => {
    const said = view.review()
    const right = view.mark.verdict === "right"
    done.add(view)
    noteAnswer(view.question.quiz, view.question.key, right)
    if (right && gone) view.verdict.textContent += `；${gone}`
    const on = button("下一题", () => next(view))
    view.act.replaceChildren(on)
    tell()
    on.focus()
    say(said)
  }

  const check = (view) => {
    if (done.has(view)) return next(view)
    if (view.question.type === "short") {
      if (!view.points) {
        view.lock()
        const first = view.askSelf(() => {})
        view.act.replaceChildren(button("评好了", () => check(view), { main: true }))
        first.focus()
      } else if (view.self) settle(view)
      else say("先选 对、部分对 或 错。")
    } else if (view.answered) settle(view)
    else say("先作答，再看答案。")
    return undefined
  }

  for (const view of views) {
    view.act.append(button(view.question.type === "short" ? "看要点" : "看答案", () => check(view)))
    list.append(view.element)
  }
  useKeys(stage, views, check, signal)
  tell()
  stage.replaceChildren(count, list, end)
}
