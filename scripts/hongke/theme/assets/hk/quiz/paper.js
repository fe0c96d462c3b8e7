// A paper: questions in an order, the choices of each in an order; drawn by a seed, or a whole quiz as its author wrote it.
import { generator, hash, shuffled } from "./random.js"

export const TYPES = { single: "单选题", multiple: "多选题", judge: "判断题", blank: "填空题", short: "简答题" }
const LETTERS = "ABCDEFGH"

export function letterOf(place) {
  return LETTERS[place]
}

function asWritten(question) {
  return (question.choices ?? []).map((_, number) => number)
}

// Every question of a list, nothing moved.
export function whole(questions) {
  return questions.map((question) => ({ question, order: asWritten(question) }))
}

// Draws `n` questions (all of them where `n` is 0 or too many) and puts them in the order of types, as papers have it.
// A question's choices are mixed by the seed and its key alone: they do not depend on what else was drawn.
export function draw(questions, n, seed) {
  const size = n > 0 ? Math.min(n, questions.length) : questions.length
  const drawn = shuffled(questions.map((_, number) => number), generator(seed)).slice(0, size)
  const types = Object.keys(TYPES)
  const inOrder = drawn.map((number, place) => ({ question: questions[number], place }))
  inOrder.sort((a, b) => types.indexOf(a.question.type) - types.indexOf(b.question.type) || a.place - b.place)
  return inOrder.map(({ question }) => ({ question, order: choiceOrder(question, seed) }))
}

function choiceOrder(question, seed) {
  const order = asWritten(question)
  return question.fixed ? order : shuffled(order, generator(`${seed}/${question.key}`))
}

// Six signs by which people see that they have the same paper: questions, choices and their order.
export function fingerprint(paper) {
  const text = paper.map(({ question, order }) => `${question.key}:${order.join("")}`).join(",")
  return hash(text).toString(16).padStart(8, "0").slice(0, 6).toUpperCase()
}

export function fullScore(paper) {
  return paper.reduce((sum, { question }) => sum + question.score, 0)
}

// The right answer as one line, with the letters that the choices have on this paper.
export function answerText({ question, order }) {
  if (question.choices) return order.map((number, place) => (question.choices[number].right ? letterOf(place) : "")).join("")
  return question.type === "blank" ? question.answer.split("|").join(" 或 ") : question.answer
}
