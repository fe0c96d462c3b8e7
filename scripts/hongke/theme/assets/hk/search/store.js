// Fetches the deflated files of the index, each once. Opened from a folder (file://), where fetch is refused, the same
// files come as scripts that call hkFile(path, base64).
import { inflate } from "./inflate.js"

const FOLDER = "search/data/"
const kept = new Map()
const waiting = new Map()

// The site's root, from where this module was loaded: <root>assets/hk/search/store.js, or from the page in portable sites.
export const root = globalThis.hkRoot ?? new URL("../../../", import.meta.url).href

globalThis.hkFile = (path, text) => {
  const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
  waiting.get(path)?.(bytes)
  waiting.delete(path)
}

export function load(path) {
  if (!kept.has(path)) {
    const file = read(path)
    file.catch(() => kept.delete(path)) // a file that failed is asked for again
    kept.set(path, file)
  }
  return kept.get(path)
}

export async function loadJson(path, encoding = "utf-8") {
  return JSON.parse(new TextDecoder(encoding).decode(await load(path)))
}

// Texts of pages, which are mostly Chinese, are kept in UTF-16: they pack smaller.
export function loadText(path) {
  return loadJson(path, "utf-16le")
}

async function read(path) {
  return unpack(await (root.startsWith("file:") ? viaScript(path) : viaFetch(path)))
}

async function viaFetch(path) {
  const answer = await fetch(root + FOLDER + path)
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`)
  return new Uint8Array(await answer.arrayBuffer())
}

function viaScript(path) {
  return new Promise((resolve, reject) => {
    waiting.set(path, resolve)
    const script = document.createElement("script")
    script.src = root + FOLDER + path.replace(/\.bin$/, ".js")
    script.onerror = () => reject(new Error(path))
    script.onload = () => script.remove()
    document.head.append(script)
  })
}

async function unpack(bytes) {
  if (typeof DecompressionStream === "undefined") return inflate(bytes)
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"))
  return new Uint8Array(await new Response(stream).arrayBuffer())
}
