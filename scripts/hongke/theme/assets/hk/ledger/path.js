// On a learning path: which steps the reader's ledger knows as done, the hours done and to go, and what comes next.
import { recall, remember } from "../memory.js"
import { asHours, hundredths } from "./entry.js"
import { openLedger } from "./store.js"

const SEEN = "hk.seen"
const root = document.querySelector("[data-hk-path]")

if (root) start(root)

async function start(root) {
  const steps = [...document.querySelectorAll("[data-hk-step]")]
  const ledger = await openLedger()
  let entries = []

  // Courses are done when the ledger has them; what has no hours is ticked off by the reader.
  const done = (step) => (step.dataset.hours ? entries.some((entry) => entry.address === step.dataset.hkStep) : seen().has(step.dataset.hkStep))

  function draw() {
    const required = steps.filter((step) => step.dataset.required)
    const hours = (some) => some.reduce((sum, step) => sum + hundredths(Number(step.dataset.hours || 0)), 0)
    const all = hours(required)
    const finished = hours(required.filter(done))
    const next = required.find((step) => !done(step)) ?? steps.find((step) => !done(step))
    for (const step of steps) {
      step.classList.toggle("hk-step--done", done(step))
      step.classList.toggle("hk-step--next", step === next)
      step.querySelector("[data-hk-mark]").textContent = done(step) ? "已完成" : step === next ? "下一步" : ""
      const tick = step.querySelector("[data-hk-seen] input")
      if (tick) tick.checked = done(step)
    }
    root.querySelector("[data-hk-sofar]").textContent = `必修 ${asHours(all)} 学时，已完成 ${asHours(finished)} 学时，还差 ${asHours(all - finished)} 学时；必修 ${required.length} 项完成了 ${required.filter(done).length} 项。`
    root.querySelector("rect:last-child").setAttribute("width", all ? ((finished / all) * 100).toFixed(1) : "0")
    const link = root.querySelector("[data-hk-next]")
    link.hidden = !next
    if (next) {
      const from = next.querySelector("a")
      link.href = from.href
      link.textContent = `下一步：${from.querySelector("[data-hk-name]").textContent}`
    }
    root.querySelector("[data-hk-all]").hidden = Boolean(next)
    root.hidden = false
  }

  async function reread() {
    entries = await ledger.all().catch(() => [])
    draw()
  }

  for (const step of steps) {
    step.querySelector("[data-hk-seen] input")?.addEventListener("change", ({ target }) => {
      const known = seen()
      if (target.checked) known.add(step.dataset.hkStep)
      else known.delete(step.dataset.hkStep)
      remember(SEEN, JSON.stringify([...known]))
      draw()
    })
  }
  ledger.onOthers(reread)
  addEventListener("storage", ({ key }) => { if (key === SEEN) draw() })
  await reread()
}

function seen() {
  try {
    const found = JSON.parse(recall(SEEN) ?? "[]")
    return new Set(Array.isArray(found) ? found : [])
  } catch { return new Set() }
}
