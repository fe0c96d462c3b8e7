// What one reader's browser remembers. Private windows may refuse storage; the page then goes on without it.
export function recall(key) {
  try { return localStorage.getItem(key) } catch { return null }
}

export function remember(key, value) {
  try { localStorage.setItem(key, value) } catch { /* nothing is kept, nothing breaks */ }
}
