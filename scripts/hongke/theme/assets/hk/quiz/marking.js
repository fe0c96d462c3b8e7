// Marks answers. Scores are whole thousandths of a mark. How each type is answered, and marked:
//   single    a choice's number in the author's order      all or nothing
//   multiple  a list of such numbers                       all or nothing: one too few or too many is wrong
//   judge     "对" or "错"                                  all or nothing
//   blank     a list of texts, one a blank                 each blank has an equal share of the score
//   short     { text, self }: "right", "part" or "wrong", as the reader marks the own answer against the points;
//             a part is half the score
// null and empty texts are no answer.

const SPACES = /[\s\u200b-\u200d\u2060\ufeff]+/gu

// What counts as the same spelling: full and half width, upper and lower case and spaces make no difference.
export function plain(text) {
  return text.normalize("NFKC").toLowerCase().replace(SPACES, "")
}

// The spellings that each blank takes, as the author wrote them: blanks apart by ；, spellings of one by |.
export function blanksOf(answer) {
  return answer.split("；").map((blank) => blank.split("|").map((spelling) => spelling.trim()).filter((spelling) => spelling))
}

// The points of a short answer.
export function pointsOf(answer) {
  return answer.split("；").map((point) => point.trim()).filter((point) => point)
}

export function isAnswered(question, response) {
  if (response === null || response === undefined) return false
  if (question.type === "multiple") return response.length > 0
  if (question.type === "blank") return response.some((text) => plain(text) !== "")
  if (question.type === "short") return Boolean(response.self) || plain(response.text ?? "") !== ""
  return true
}

// Returns { verdict: "right" | "part" | "wrong" | "none", got, full }, and for blanks `each`: which ones are right.
export function mark(question, response) {
  const full = question.score
  if (!isAnswered(question, response)) return { verdict: "none", got: 0, full }
  if (question.type === "short") return bySelf(response.self, full)
  if (question.type === "blank") return byBlank(question, response, full)
  const right = question.type === "judge" ? response === question.answer : byChoice(question, response)
  return right ? { verdict: "right", got: full, full } : { verdict: "wrong", got: 0, full }
}

function byChoice(question, response) {
  const chosen = new Set(question.type === "multiple" ? response : [response])
  return question.choices.every((choice, number) => Boolean(choice.right) === chosen.has(number))
}

function byBlank(question, response, full) {
  const each = blanksOf(question.answer).map((spellings, number) => {
    const typed = plain(response[number] ?? "")
    return typed !== "" && spellings.some((spelling) => plain(spelling) === typed)
  })
  const hits = each.filter((hit) => hit).length
  if (hits === each.length) return { verdict: "right", got: full, full, each }
  return { verdict: hits ? "part" : "wrong", got: Math.floor((full * hits) / each.length), full, each }
}

function bySelf(self, full) {
  if (self === "right") return { verdict: "right", got: full, full }
  return self === "part" ? { verdict: "part", got: Math.floor(full / 2), full } : { verdict: "wrong", got: 0, full }
}

// Adds marks up. `percent` is rounded down to a tenth: 59.96 of 60 has not passed and does not look so.
export function total(marks, passScore) {
  const got = marks.reduce((sum, one) => sum + one.got, 0)
  const full = marks.reduce((sum, one) => sum + one.full, 0)
  const count = (verdict) => marks.filter((one) => one.verdict === verdict).length
  return {
    got,
    full,
    percent: full ? Math.floor((got * 1000) / full) / 10 : 0,
    passed: full > 0 && got * 100 >= passScore * full,
    right: count("right"),
    part: count("part"),
    wrong: count("wrong"),
    none: count("none"),
  }
}

// Thousandths as marks without needless zeros: 2, 2.5.
export function marksText(thousandths) {
  return String(thousandths / 1000)
}
