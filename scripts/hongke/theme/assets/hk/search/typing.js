// Calls `answer` with what has been typed: a moment after the last key, and never in the middle of composing with an input
// method.
const PAUSE = 120

export function onTyped(input, answer) {
  let timer = 0
  let composing = false
  const soon = () => {
    clearTimeout(timer)
    timer = setTimeout(() => { if (!composing) answer(input.value.trim()) }, PAUSE)
  }
  input.addEventListener("compositionstart", () => { composing = true; clearTimeout(timer) })
  input.addEventListener("compositionend", () => { composing = false; soon() })
  input.addEventListener("input", (event) => { if (!composing && !event.isComposing) soon() })
  return { isComposing: () => composing }
}
