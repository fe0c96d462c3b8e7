// Elements with text: nothing of an author's is ever read as HTML.
export function make(name, options = {}, ...children) {
  const element = document.createElement(name)
  for (const [key, value] of Object.entries(options)) {
    if (value === undefined || value === null || value === false) continue
    if (key === "class") element.className = value
    else if (key === "on") for (const [event, act] of Object.entries(value)) element.addEventListener(event, act)
    else element.setAttribute(key, value === true ? "" : value)
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== false))
  return element
}

export function button(words, act, { main = false, ...options } = {}) {
  return make("button", { type: "button", class: main ? "hk-btn hk-btn--main" : "hk-btn", on: { click: act }, ...options }, words)
}

// Brings an element under the header and gives it the focus.
export function goTo(element, focused = element) {
  focused.focus({ preventScroll: true })
  element.scrollIntoView({ block: "start" })
}
