// The preview's part in the browser: reloads the page when the site has changed, and shows what is wrong at its top.
const script = document.querySelector("script[data-hk-preview]")
const version = script.dataset.hkPreview
const key = `hk-preview-scroll ${location.pathname}`
const SILENCE = 20000

const box = document.createElement("div")
box.className = "hk-preview"
box.hidden = true
const style = document.createElement("link")
style.rel = "stylesheet"
style.href = new URL("preview.css", script.src).href
document.head.append(style)
document.body.prepend(box)

function place() {
  const kept = sessionStorage.getItem(key)
  if (kept === null) return
  sessionStorage.removeItem(key)
  const back = () => scrollTo({ top: Number(kept), behavior: "instant" })
  back()
  // Parts that scripts fill in make the page longer.
  if (document.readyState !== "complete") addEventListener("load", () => requestAnimationFrame(back), { once: true })
}

let shown = ""
let leaving = false
function show(state) {
  if (leaving) return
  if (state.version !== version) {
    leaving = true
    sessionStorage.setItem(key, String(scrollY))
    location.reload()
    return
  }
  document.documentElement.dataset.hkPreviewIndex = state.index
  if (state.box === shown) return
  shown = state.box
  const unfolded = box.querySelector("details[open]") !== null
  box.innerHTML = shown
  box.hidden = shown === ""
  box.classList.toggle("hk-preview--grave", box.querySelector("[role=alert]") !== null)
  if (unfolded) for (const details of box.querySelectorAll("details")) details.open = true
  if (box.scrollHeight > box.clientHeight && shown) box.tabIndex = 0
  else box.removeAttribute("tabindex")
  box.setAttribute("role", "region")
  box.setAttribute("aria-label", "预览：检查结果")
}

// Only a page that is looked at keeps a connection: a browser has six for one host. Coming back asks for the state again,
// which also wakes a connection that a sleeping laptop has lost.
let stream = null
let heard = 0
function close() {
  stream?.close()
  stream = null
}
function open(woken) {
  close()
  if (document.visibilityState === "hidden") return
  heard = Date.now()
  stream = new EventSource(new URL(woken ? "events?woken" : "events", script.src))
  stream.addEventListener("state", (event) => {
    heard = Date.now()
    show(JSON.parse(event.data))
  })
  stream.addEventListener("beat", () => { heard = Date.now() })
}
document.addEventListener("visibilitychange", () => open(true))
addEventListener("pagehide", close)
addEventListener("pageshow", (event) => { if (event.persisted) open(true) })
setInterval(() => {
  const stopped = stream && stream.readyState === EventSource.CLOSED
  if (document.visibilityState !== "hidden" && (stopped || Date.now() - heard > SILENCE)) open(true)
}, 2000)

place()
open(false)
