// On a course's page: whether and when it is in the reader's ledger.
import { asHours, hundredths } from "./entry.js"
import { openLedger } from "./store.js"

for (const place of document.querySelectorAll("[data-hk-studied]")) show(place)

async function show(place) {
  const ledger = await openLedger()
  const draw = async () => {
    const found = (await ledger.all()).filter((entry) => entry.address === place.dataset.hkStudied)
    place.hidden = !found.length
    if (!found.length) return
    const sum = found.reduce((all, entry) => all + hundredths(entry.hours), 0)
    place.textContent = `台账里有：${found.map((entry) => entry.date).sort().at(-1)}，${found.length > 1 ? `${found.length} 次共 ` : ""}${asHours(sum)} 学时`
  }
  ledger.onOthers(draw)
  await draw().catch(() => { place.hidden = true })
}
