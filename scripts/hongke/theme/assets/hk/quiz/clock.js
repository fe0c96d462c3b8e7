// A clock that runs down to a moment of the wall clock: a tab that slept, or was reloaded, comes back to the right time.
const SAID = [10 * 60, 5 * 60, 60, 10]

export function timeText(seconds) {
  const minutes = Math.floor(seconds / 60)
  return `${String(minutes).padStart(2, "0")}:${String(seconds % 60).padStart(2, "0")}`
}

function inWords(seconds) {
  return seconds >= 60 ? `还剩 ${seconds / 60} 分钟` : `还剩 ${seconds} 秒`
}

// Shows the time that is left in `face`, says it aloud now and then, and calls `out` when there is none. Returns a function that stops it.
export function runClock(face, deadline, { say, out }) {
  let before = Infinity
  let stopped = false
  const tick = () => {
    if (stopped) return
    const left = Math.max(0, Math.ceil((deadline - Date.now()) / 1000))
    face.textContent = timeText(left)
    face.classList.toggle("hk-clock--late", left <= 60)
    const due = SAID.filter((moment) => left <= moment && before > moment)
    if (due.length && before !== Infinity && left) say(inWords(due[due.length - 1]))
    before = left
    if (!left) {
      stop()
      out()
    }
  }
  const timer = setInterval(tick, 250)
  document.addEventListener("visibilitychange", tick)
  const stop = () => {
    stopped = true
    clearInterval(timer)
    document.removeEventListener("visibilitychange", tick)
  }
  tick()
  return stop
}
