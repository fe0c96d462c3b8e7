// Pinyin: whole syllables, initials, and characters taken for others of the same sound.
import { load } from "./store.js"

let table = null

async function sounds() {
  if (!table) {
    const text = new TextDecoder().decode(await load("syllables.bin"))
    const byCharacter = new Map()
    const all = new Set()
    for (const line of text.split("\n")) {
      const [syllable, characters] = line.split(" ")
      all.add(syllable)
      for (const character of characters ?? "") byCharacter.set(character, syllable)
    }
    table = { byCharacter, all }
  }
  return table
}

// Every way to read a Latin run as syllables, the last of which may be begun only; the one with fewest syllables first.
function readings(text, all) {
  const begun = new Set()
  for (const syllable of all) for (let n = 1; n < syllable.length; n++) begun.add(syllable.slice(0, n))
  const found = []
  const walk = (at, made) => {
    if (found.length > 16) return
    if (at === text.length) { found.push(made); return }
    for (let length = Math.min(6, text.length - at); length; length--) {
      const piece = text.slice(at, at + length)
      if (all.has(piece)) walk(at + length, [...made, piece])
      else if (at + length === text.length && at && begun.has(piece)) found.push([...made, `${piece}*`])
    }
  }
  walk(0, [])
  return found.sort((one, other) => one.length - other.length)
}

// The units (pairs of syllables) of one reading, as terms of the index; a begun syllable is a prefix.
export function syllableTerms(syllables) {
  if (syllables.length === 1) return [{ prefix: `'${syllables[0].replace("*", "")}` }]
  const units = []
  for (let at = 0; at + 1 < syllables.length; at++) {
    const next = syllables[at + 1]
    const term = `'${syllables[at]}'${next.replace("*", "")}`
    units.push(next.endsWith("*") ? { prefix: term } : { term })
  }
  return units
}

export function initialTerms(letters) {
  if (letters.length <= 3) return [{ prefix: `"${letters}` }]
  return Array.from({ length: letters.length - 2 }, (_, at) => ({ term: `"${letters.slice(at, at + 3)}` }))
}

export async function latinReadings(text) {
  return readings(text, (await sounds()).all)
}

export async function soundsOf(text) {
  const { byCharacter } = await sounds()
  return [...text].map((character) => byCharacter.get(character) ?? "")
}
