// What a shared address says: ?mode=test&n=10&seed=abc&min=20, in a contest also quiz=a&quiz=b.
import { tidySeed } from "./random.js"

const LONGEST = 600

function whole(text, most) {
  const number = /^\d{1,6}$/.test(text ?? "") ? Number(text) : 0
  return Math.min(number, most)
}

export function readAddress(search = location.search) {
  const asked = new URLSearchParams(search)
  return {
    mode: asked.get("mode") ?? "",
    quizzes: asked.getAll("quiz"),
    n: whole(asked.get("n"), 10000),
    minutes: whole(asked.get("min"), LONGEST),
    seed: tidySeed(asked.get("seed") ?? ""),
  }
}

export function addressOf({ mode = "", quizzes = [], n = 0, minutes = 0, seed = "" }) {
  const parameters = new URLSearchParams()
  if (mode) parameters.set("mode", mode)
  for (const quiz of quizzes) parameters.append("quiz", quiz)
  if (n) parameters.set("n", n)
  if (minutes) parameters.set("min", minutes)
  if (seed) parameters.set("seed", seed)
  const text = parameters.toString()
  return text ? `?${text}` : location.pathname
}
