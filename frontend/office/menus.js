// @ts-check

/** Closes an open menu on Escape (focus returns to its button), on a click elsewhere, and when another opens. @param {Document} page */
export function watchMenus(page) {
  page.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of openMenus(page)) {
      menu.open = false;
      menu.querySelector("summary")?.focus();
    }
  });
  page.addEventListener("click", (event) => {
    for (const menu of openMenus(page)) {
      if (event.target instanceof Node && !menu.contains(event.target)) menu.open = false;
    }
  });
}

/** @param {Document} page @returns {NodeListOf<HTMLDetailsElement>} */
const openMenus = (page) => page.querySelectorAll("details[data-menu][open]");
