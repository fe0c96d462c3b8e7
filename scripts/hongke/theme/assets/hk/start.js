// Loads the parts that a page has a place for, so that a page of text fetches nothing of the ledger or of the quizzes.
const PARTS = [
  ["[data-hk-searchpage]", () => import("./search/page.js")],
  ["[data-hk-catalogue]", () => import("./catalogue/page.js")],
  ["[data-hk-ledger]", () => import("./ledger/page.js")],
  ["[data-hk-studied]", () => import("./ledger/offer.js")],
  ["[data-hk-path]", () => import("./ledger/path.js")],
  ["[data-hk-quiz], [data-hk-contest]", () => import("./ledger/after-quiz.js")],
  ["[data-hk-quiz]", () => import("./quiz/quiz-page.js")],
  ["[data-hk-contest]", () => import("./quiz/contest-page.js")],
  ["[data-hk-wrong]", () => import("./quiz/wrong-page.js")],
  ["[data-hk-ends]", () => import("./sessions.js")],
  ["[data-hk-print='']", () => import("./print-button.js")],
]

for (const [place, part] of PARTS) if (document.querySelector(place)) part().then(({ start }) => start?.())
