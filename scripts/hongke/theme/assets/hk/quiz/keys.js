// The keyboard on a list of questions: A to H or 1 to 8 choose, Enter goes on. Nothing is taken from a field in which
// somebody types, from buttons and links, or from the rest of the page.
const TYPED_IN = "textarea, select, [contenteditable], input:not([type=radio]):not([type=checkbox])"

// `views` are the questions in order; `enter(view)` is called for Enter in one of them. Ends with the signal.
export function useKeys(stage, views, enter, signal) {
  let current = views[0]
  const viewOf = (node) => views.find((view) => view.element.contains(node))

  stage.addEventListener("focusin", (event) => { current = viewOf(event.target) ?? current }, { signal })
  stage.addEventListener("pointerdown", (event) => { current = viewOf(event.target) ?? current }, { signal })
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.keyCode === 229) return
    const target = event.target
    if (target !== document.body && !stage.contains(target)) return
    const view = viewOf(target) ?? current
    if (!view?.element.isConnected) return
    if (event.key === "Enter") {
      if (event.repeat || target.closest("button, a, summary, textarea") || !viewOf(target)) return
      event.preventDefault()
      enter(view)
    } else if (event.key.length === 1 && !target.matches(TYPED_IN) && !view.element.querySelector(".hk-self")) {
      const place = "abcdefgh".indexOf(event.key.toLowerCase())
      if (view.choose(place >= 0 ? place : "12345678".indexOf(event.key))) event.preventDefault()
    }
  }, { signal })
}
