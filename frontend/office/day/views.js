// @ts-check

/** On a narrow screen shows one of rounds, map and what has no place at a time. @param {Document} page */
export function watchViews(page) {
  const main = page.querySelector("main");
  if (!main) return;
  main.dataset.showing = "rounds";
  page.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("[data-view]") : null;
    if (!(button instanceof HTMLElement)) return;
    main.dataset.showing = button.dataset.view;
    mark(main);
    button.parentElement?.scrollIntoView();
  });
  page.addEventListener("htmx:after:swap", () => mark(main));
}

/** @param {HTMLElement} main */
function mark(main) {
  for (const button of main.querySelectorAll("[data-view]")) {
    if (button instanceof HTMLElement) button.setAttribute("aria-pressed", String(button.dataset.view === main.dataset.showing));
  }
}
