// The ledger in the reader's own browser (IndexedDB). Every change is one transaction on the entries it means, so that two
// open tabs do not lose each other's; each tab tells the others. Where the browser refuses, memory holds it until the page
// is closed, and `lasting` says so.
import { same } from "./entry.js"

const NAME = "hongke"
const STORE = "ledger"

export async function openLedger() {
  let database = null
  try { database = await open() } catch { /* a private window, or storage switched off */ }
  return new Ledger(database)
}

function open() {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open(NAME, 1)
    asked.onupgradeneeded = () => asked.result.createObjectStore(STORE, { keyPath: "id" })
    asked.onsuccess = () => resolve(asked.result)
    asked.onerror = () => reject(asked.error)
    asked.onblocked = () => reject(new Error("blocked"))
  })
}

class Ledger {
  constructor(database) {
    this.database = database
    this.lasting = Boolean(database)
    this.memory = new Map()
    this.channel = "BroadcastChannel" in globalThis ? new BroadcastChannel("hk.ledger") : null
    // A later version of the page may want to change the store: do not stand in its way.
    if (database) database.onversionchange = () => database.close()
  }

  // Calls `answer` when another tab has changed the ledger.
  onOthers(answer) {
    if (this.channel) this.channel.onmessage = answer
    addEventListener("pageshow", (event) => { if (event.persisted) answer() })
    document.addEventListener("visibilitychange", () => { if (!document.hidden && !this.channel) answer() })
  }

  async all() {
    if (!this.database) return [...this.memory.values()]
    return this.run("readonly", (store) => store.getAll())
  }

  // Applies changes, each { before, after } with null for an entry that is not there. One whose entry is no longer as
  // `before` says is not applied but returned: somebody else has changed it meanwhile. All or none reach the disk.
  async apply(changes) {
    const refused = []
    if (!this.database) {
      for (const change of changes) {
        const { id } = change.before ?? change.after
        if (differs(this.memory.get(id), change.before)) refused.push(change)
        else if (change.after) this.memory.set(id, change.after)
        else this.memory.delete(id)
      }
      return refused
    }
    await this.run("readwrite", (store) => {
      for (const change of changes) {
        const { id } = change.before ?? change.after
        const asked = store.get(id)
        asked.onsuccess = () => {
          if (differs(asked.result, change.before)) refused.push(change)
          else if (change.after) store.put(change.after)
          else store.delete(id)
        }
      }
    })
    this.channel?.postMessage("changed")
    return refused
  }

  run(mode, act) {
    return new Promise((resolve, reject) => {
      // What is called saved must be on the disk: browsers other than Chromium know only that way.
      const transaction = this.database.transaction(STORE, mode, { durability: "strict" })
      const asked = act(transaction.objectStore(STORE))
      transaction.oncomplete = () => resolve(asked?.result)
      transaction.onerror = () => reject(transaction.error)
      transaction.onabort = () => reject(transaction.error ?? new Error("aborted"))
    })
  }
}

function differs(standing, before) {
  if (!standing || !before) return Boolean(standing) !== Boolean(before)
  return !same(standing, before)
}
