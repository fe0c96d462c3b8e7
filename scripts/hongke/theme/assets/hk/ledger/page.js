// The ledger's page: what it holds, what a reader has chosen, and the parts that show it.
import { recall, remember } from "../memory.js"
import { EntryForm } from "./form.js"
import { Files } from "./files.js"
import { Panels } from "./panels.js"
import { Records } from "./records.js"
import { openLedger } from "./store.js"
import { Undo } from "./undo.js"

const root = document.querySelector("[data-hk-ledger]")

if (root) start(root)

async function start(root) {
  const trouble = root.querySelector("[data-hk-trouble]")
  const ledger = await openLedger()
  root.querySelector("[data-hk-unkept]").hidden = ledger.lasting
  const today = localDay(new Date())
  const page = {
    root, ledger, today, entries: [],
    view: { year: Number(today.slice(0, 4)), audience: null, selfStudy: false, first: {}, ...stored("hk.ledger.view") },
    member: { name: "", branch: "", ...stored("hk.ledger.member") },
    // Changes go to the browser's store first; only what it has taken is shown as done.
    async change(changes, words) {
      trouble.hidden = true
      let refused
      try { refused = await ledger.apply(changes) } catch (error) { return say(`没有存上：${error?.name === "QuotaExceededError" ? "浏览器给的空间用完了" : "浏览器没有让保存"}。记录没有改动。`) }
      const done = changes.filter((change) => !refused.includes(change))
      if (refused.length) say("有记录刚在另一个窗口改过，没有覆盖它；请看过再改。")
      await reread()
      if (done.length) undo.offer(done, words)
      return !refused.length
    },
    setView(next) {
      Object.assign(page.view, next)
      remember("hk.ledger.view", JSON.stringify(page.view))
      draw()
    },
    setMember(next) {
      Object.assign(page.member, next)
      remember("hk.ledger.member", JSON.stringify(page.member))
      records.draw()
    },
  }
  const undo = new Undo(page)
  const panels = new Panels(page)
  const form = new EntryForm(page)
  const records = new Records(page, { edit: (entry) => form.open(entry) })
  new Files(page, { redraw: () => { form.reset(); draw() } })

  function say(words) {
    trouble.textContent = words
    trouble.hidden = false
    return false
  }

  async function reread() {
    try { page.entries = await ledger.all() } catch { say("浏览器里的台账读不出来。可以先关掉别的窗口，再打开本页。") }
    draw()
  }

  function draw() {
    panels.draw()
    records.draw()
  }

  ledger.onOthers(reread)
  await reread()
  await form.fromAddress(new URLSearchParams(location.search))
  root.dataset.ready = "true"
}

function localDay(date) {
  return [date.getFullYear(), date.getMonth() + 1, date.getDate()].map((one) => String(one).padStart(2, "0")).join("-")
}

function stored(key) {
  try {
    const found = JSON.parse(recall(key) ?? "{}")
    return typeof found === "object" && found !== null && !Array.isArray(found) ? found : {}
  } catch { return {} }
}
