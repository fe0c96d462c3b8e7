// Text with the matches marked, as nodes: nothing that is shown is ever parsed as HTML.
import { fold } from "./terms.js"

export function marked(text, pieces) {
  const folded = fold(text)
  const hits = new Uint8Array(text.length)
  for (const piece of pieces) {
    if (!piece) continue
    for (let at = folded.indexOf(piece); at >= 0; at = folded.indexOf(piece, at + piece.length)) hits.fill(1, at, at + piece.length)
  }
  const out = document.createDocumentFragment()
  for (let at = 0; at < text.length;) {
    let end = at + 1
    while (end < text.length && hits[end] === hits[at]) end++
    const part = text.slice(at, end)
    if (hits[at]) {
      const mark = document.createElement("mark")
      mark.textContent = part
      out.append(mark)
    } else out.append(part)
    at = end
  }
  return out
}
