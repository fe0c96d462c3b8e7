// Marks the sessions of a class as past, under way or next, by the reader's clock. The page gives moments with their
// offset (+08:00), so the reader's own time zone does not matter. A page left open is marked anew when a moment comes.
const LONGEST_WAIT = 15 * 60 * 1000 // a clock may be set, a laptop may sleep
const WORDS = { past: "已结束", now: "进行中", next: "下一课" }
const places = [...document.querySelectorAll("[data-hk-ends]")].map((place) => ({
  place,
  mark: place.querySelector(".hk-when"),
  begins: place.dataset.hkBegins ? Date.parse(place.dataset.hkBegins) : null,
  ends: Date.parse(place.dataset.hkEnds),
}))
let timer

function draw() {
  const now = Date.now()
  const state = ({ begins, ends }) => (ends <= now ? "past" : begins !== null && begins <= now ? "now" : "")
  const waiting = places.filter((each) => !state(each))
  // By order of time; where only the slot is known, its end stands in.
  const first = waiting.reduce((best, each) => (!best || moment(each) < moment(best) ? each : best), null)
  for (const each of places) show(each, state(each) || (first && moment(each) === moment(first) ? "next" : ""))
  clearTimeout(timer)
  const coming = places.flatMap(({ begins, ends }) => [begins ?? ends, ends]).filter((at) => at > now)
  if (coming.length) timer = setTimeout(draw, Math.min(Math.min(...coming) - now, LONGEST_WAIT))
}

const moment = ({ begins, ends }) => begins ?? ends

function show({ place, mark }, state) {
  if (state) place.dataset.hkState = state
  else delete place.dataset.hkState
  mark.textContent = WORDS[state] ?? ""
  mark.hidden = !state
}

if (places.length) {
  draw()
  document.addEventListener("visibilitychange", () => { if (!document.hidden) draw() })
  addEventListener("pageshow", draw)
}
