// Whole numbers from a seed: 32-bit integer arithmetic only, so that one seed gives the same numbers in every browser.

// FNV-1a over the two bytes of each UTF-16 unit.
export function hash(text) {
  let sum = 0x811c9dc5
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    sum = Math.imul(sum ^ (unit & 255), 0x01000193)
    sum = Math.imul(sum ^ (unit >>> 8), 0x01000193)
  }
  return sum >>> 0
}

// Mulberry32: a function that gives the next number from 0 up to 2^32.
export function generator(seed) {
  let state = hash(seed) | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return (mixed ^ (mixed >>> 14)) >>> 0
  }
}

// A number from 0 up to `size`, each as likely as any other: what would make the first ones likelier is thrown away.
export function below(next, size) {
  const end = 0x100000000 - (0x100000000 % size)
  let number = next()
  while (number >= end) number = next()
  return number % size
}

export function shuffled(items, next) {
  const made = [...items]
  for (let at = made.length - 1; at > 0; at--) {
    const other = below(next, at + 1)
    const kept = made[at]
    made[at] = made[other]
    made[other] = kept
  }
  return made
}

// A seed as it is read out in a room and typed again: width, case and spaces do not count.
export function tidySeed(text) {
  return text.normalize("NFKC").toLowerCase().replace(/\s+/g, "").slice(0, 40)
}

// A new seed for a reader who has none: chance is wanted here, and no letter that is mistaken for another.
export function newSeed() {
  const letters = "abcdefghjkmnpqrstuvwxyz23456789"
  return Array.from({ length: 6 }, () => letters[Math.floor(Math.random() * letters.length)]).join("")
}
