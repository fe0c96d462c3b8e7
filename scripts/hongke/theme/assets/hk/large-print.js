// The switch for large print (长辈版). Everything on the pages reads without it.
import { remember, recall } from "./memory.js"

const button = document.querySelector("[data-hk-large]")

function show(on) {
  document.documentElement.classList.toggle("hk-large", on)
  button?.setAttribute("aria-pressed", String(on))
}

show(recall("hk.large") === "1")
button?.addEventListener("click", () => {
  const on = !document.documentElement.classList.contains("hk-large")
  show(on)
  remember("hk.large", on ? "1" : "0")
})
