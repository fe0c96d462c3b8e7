// A query as typed: parts that must be there, phrases in quotes, parts that must not.
import { fold, isHan, runs } from "./terms.js"

const PIECES = /(-?)(?:["“”„]([^"“”„]+)["“”„]?|([^\s"“”„，。、；：！？,;!?]+))/gu

export function parse(typed, simplified) {
  const parts = []
  const not = []
  for (const [, minus, quoted, word] of typed.normalize("NFC").matchAll(PIECES)) {
    const text = fold((quoted ?? word).trim(), simplified)
    const found = runs(text)
    if (!found.length) continue
    // What stands between two runs (a point, a hyphen) parts words like a space does, but not inside quotes.
    if (minus && (quoted || word)) not.push(squeeze(text))
    else if (quoted) parts.push({ text: squeeze(text), runs: found, quoted: true })
    else for (const group of groups(text, found)) parts.push(group)
  }
  return { parts, not }
}

// Runs that touch make one part (32学时); a mark between them makes two.
function groups(text, found) {
  const made = []
  for (const run of found) {
    const before = made[made.length - 1]
    if (before && before.end === run.at) {
      before.runs.push(run)
      before.text += run.text
      before.end += run.text.length
    } else made.push({ text: run.text, runs: [run], end: run.at + run.text.length })
  }
  return made
}

// White space beside a Han character is not in the index either. (No look-behind: Safari 15 has none.)
function squeeze(text) {
  const words = text.trim().split(/\s+/u)
  return words.reduce((out, word) => out + (isHan(out.slice(-1)) || isHan(word) ? "" : " ") + word)
}
