// When a quiz is passed, its result offers an entry in the ledger: for its course where it has one, else for itself.
import { root } from "../search/store.js"

document.addEventListener("hk:study", ({ detail }) => {
  const { title, address, course, score } = detail
  for (const place of document.querySelectorAll("[data-hk-offer]")) {
    const link = document.createElement("a")
    link.className = "hk-btn"
    const query = new URLSearchParams({ add: course || address, title, score: `自测 ${score} 分` })
    link.href = `${root}ledger/${root.startsWith("file:") ? "index.html" : ""}?${query}`
    link.textContent = "记入台账"
    place.replaceChildren(link)
    place.hidden = false
  }
})
