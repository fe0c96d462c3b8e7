// Text to terms: the browser's half of search/terms.py; both are run on tests/data/tokens.json.
const HAN = "〇々\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3134f}"
const RUN = new RegExp(`[${HAN}]+|(?:(?![${HAN}])\\p{L})+|[0-9]+`, "gu")
const ONE_HAN = new RegExp(`^[${HAN}]`, "u")
const folded = new Map()

export const isHan = (text) => ONE_HAN.test(text)

// Folds character by character, so that places stay what they were: NFKC where it gives one character, lower case.
function foldOne(character) {
  let one = character.normalize("NFKC")
  if ([...one].length !== 1) one = character
  one = one.toLowerCase()
  return [...one].length === 1 ? one : character
}

// `simplified` is the table of traditional characters, once it has been fetched.
export function fold(text, simplified) {
  let out = ""
  for (const character of text) {
    let one = folded.get(character)
    if (one === undefined) folded.set(character, one = foldOne(character))
    out += simplified?.get(one) ?? one
  }
  return out
}

export function runs(text) {
  return [...text.matchAll(RUN)].map((found) => ({ text: found[0], at: found.index, han: isHan(found[0]) }))
}

export function terms(text) {
  const found = []
  for (const run of runs(text)) {
    if (!run.han) found.push(run.text)
    else {
      const characters = [...run.text]
      for (let at = 0; at < characters.length - 1; at++) found.push(characters[at] + characters[at + 1])
      found.push(characters[characters.length - 1])
    }
  }
  return found
}
