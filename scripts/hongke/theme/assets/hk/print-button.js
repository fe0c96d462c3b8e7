// Buttons that print the page. Without JavaScript they are hidden: the browser's own menu prints too.
for (const button of document.querySelectorAll("[data-hk-print='']")) button.addEventListener("click", () => print())
