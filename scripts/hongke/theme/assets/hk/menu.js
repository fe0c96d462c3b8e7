// Material's menu button is a <label>: the keyboard cannot reach it, and role="button" is not allowed on one.
// A real button takes its place. Without this file the footer holds the same links.
const label = document.querySelector('.md-header label[for="__drawer"]')
const drawer = document.getElementById("__drawer")

if (label && drawer) {
  const menu = document.createElement("button")
  menu.type = "button"
  menu.className = `${label.className} hk-menu`
  menu.setAttribute("aria-label", "菜单")
  menu.append(...label.childNodes)
  label.replaceWith(menu)

  const say = () => menu.setAttribute("aria-expanded", String(drawer.checked))
  menu.addEventListener("click", () => drawer.click())
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && drawer.checked) {
      drawer.click()
      menu.focus()
    }
  })
  drawer.addEventListener("change", say)
  say()
}
