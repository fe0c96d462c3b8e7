// A term in running text opens its meaning: by hover, by keyboard focus, by a tap. Without this file it is a plain link.
const terms = document.querySelectorAll("a[data-hk-term]")

if (terms.length) {
  const box = document.createElement("div")
  box.className = "hk-termbox"
  box.id = "hk-termbox"
  box.setAttribute("role", "tooltip")
  box.hidden = true
  const name = document.createElement("b")
  const meaning = document.createElement("span")
  const more = document.createElement("a")
  more.textContent = "查看术语"
  more.tabIndex = -1
  box.append(name, meaning, document.createElement("br"), more)
  document.querySelector(".hk").append(box)

  let open = null
  let leaving = 0

  const show = (term) => {
    clearTimeout(leaving)
    if (open === term) return
    hide()
    open = term
    name.textContent = term.textContent
    meaning.textContent = term.dataset.hkTerm
    more.href = term.href
    term.setAttribute("aria-describedby", box.id)
    box.hidden = false
    place(term)
  }

  const hide = () => {
    clearTimeout(leaving)
    open?.removeAttribute("aria-describedby")
    open = null
    box.hidden = true
  }

  // Below the word, and never past the edge of the window.
  const place = (term) => {
    const word = term.getClientRects()[0]
    const frame = box.offsetParent.getBoundingClientRect()
    const left = Math.max(8, Math.min(word.left, document.documentElement.clientWidth - box.offsetWidth - 8))
    box.style.left = `${left - frame.left}px`
    box.style.top = `${word.bottom - frame.top + 6}px`
  }

  const later = () => { leaving = setTimeout(hide, 200) }

  for (const term of terms) {
    term.addEventListener("pointerenter", (event) => { if (event.pointerType === "mouse") show(term) })
    term.addEventListener("pointerleave", (event) => { if (event.pointerType === "mouse") later() })
    term.addEventListener("focus", () => { if (term.matches(":focus-visible")) show(term) })
    term.addEventListener("blur", later)
    // A finger's first tap opens the meaning, the link in the box leads on; a mouse or Enter follows the link at once.
    let byTouch = false
    term.addEventListener("pointerdown", (event) => { byTouch = event.pointerType !== "mouse" })
    term.addEventListener("click", (event) => {
      if (byTouch && open !== term) {
        event.preventDefault()
        show(term)
      }
    })
  }
  box.addEventListener("pointerenter", () => clearTimeout(leaving))
  box.addEventListener("pointerleave", later)
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") hide() })
  document.addEventListener("pointerdown", (event) => { if (open && !box.contains(event.target) && event.target !== open) hide() })
}
