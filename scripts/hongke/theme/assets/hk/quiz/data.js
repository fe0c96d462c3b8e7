// The questions of a quiz, as the build wrote them.
import { loadJson, root } from "../search/store.js"

export async function loadQuiz(id) {
  const quiz = await loadJson(`quiz/${id}.bin`)
  const questions = quiz.questions.map((question) => ({ ...question, quiz: id, quizTitle: quiz.title }))
  return { ...quiz, id, questions }
}

// Several quizzes, always in the order of their ids: the same paper whatever the order in which they were chosen.
export async function loadQuizzes(ids) {
  return Promise.all([...new Set(ids)].sort().map((id) => loadQuiz(id)))
}

export function linkTo(url) {
  return root + url
}
