// A test under way, kept in the tab: a page loaded again goes on with it, and its clock has not stood still.
const NAME = "hk.quiz.run"

export function keepRun(run) {
  try { sessionStorage.setItem(NAME, JSON.stringify(run)) } catch { /* a reload then begins anew */ }
}

// The test that was under way here on the paper with this fingerprint, or null.
export function keptRun(where, print) {
  try {
    const run = JSON.parse(sessionStorage.getItem(NAME))
    return run && run.where === where && run.print === print && Array.isArray(run.responses) ? run : null
  } catch {
    return null
  }
}

export function dropRun() {
  try { sessionStorage.removeItem(NAME) } catch { /* there is none */ }
}
