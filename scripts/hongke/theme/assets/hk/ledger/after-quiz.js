// When a quiz is passed, its result offers an entry in the ledger for each course it belongs to, or else for itself.
import { root } from "../search/store.js"

document.addEventListener("hk:study", ({ detail }) => {
  const { title, address, courses, score } = detail
  const offers = courses.length ? courses : [[address, title]]
  for (const place of document.querySelectorAll("[data-hk-offer]")) {
    place.replaceChildren(...offers.map(([add, name]) => {
      const link = document.createElement("a")
      link.className = "hk-btn"
      const query = new URLSearchParams({ add, title: name, score: `自测 ${score} 分` })
      link.href = `${root}ledger/${root.startsWith("file:") ? "index.html" : ""}?${query}`
      link.textContent = `记入台账：${name}`
      return link
    }))
    place.classList.add("hk-actions")
    place.hidden = false
  }
})
