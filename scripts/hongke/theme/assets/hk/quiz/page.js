// Loads what a page with questions needs; other pages load nothing more than this.
if (document.querySelector("[data-hk-quiz]")) import("./quiz-page.js").then(({ start }) => start())
if (document.querySelector("[data-hk-contest]")) import("./contest-page.js").then(({ start }) => start())
if (document.querySelector("[data-hk-wrong]")) import("./wrong-page.js").then(({ start }) => start())
