// @ts-check
import { nextIndex } from "../lib/stepping.js";

/**
 * Goes to the search with "/", from a search to what it found with the arrow down, and through a list of pairs with
 * up and down. What is typed into a field stays in it.
 * @param {Document} page
 */
export function watchFinding(page) {
  page.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !(event.target instanceof HTMLElement)) return;
    const search = event.target.closest("[data-find]");
    if (search && event.key === "ArrowDown") into(event, page.querySelector(foundBy(search)));
    else if (search && event.key === "Escape") event.target.blur();
    else if (event.key === "/" && !isTypedInto(event.target)) into(event, nearest(page));
    else if (event.target.matches("[data-pairs] > *, [data-pairs] > * :is(a, button)")) step(event, event.target);
  });
}

/** @param {Element} search @returns {string} */
const foundBy = (search) => (search.closest("main") ? "#people-found .row-link" : "#quick-found .row-link");

/** @param {Document} page @returns {Element | null} */
function nearest(page) {
  const fields = [...page.querySelectorAll("main [data-find] input[type=search], [data-find] input[type=search]")];
  return fields.find((field) => field.closest("main")) ?? fields.find((field) => field.checkVisibility()) ?? null;
}

/** @param {HTMLElement} field @returns {boolean} */
const isTypedInto = (field) => field.matches("input, textarea, select, [contenteditable]");

/** @param {Event} event @param {Element | null} goal */
function into(event, goal) {
  if (!(goal instanceof HTMLElement)) return;
  event.preventDefault();
  goal.focus();
}

/** @param {KeyboardEvent} event @param {HTMLElement} from */
function step(event, from) {
  const pairs = [...(from.closest("[data-pairs]")?.children ?? [])];
  const here = pairs.findIndex((pair) => pair.contains(from));
  into(event, pairs[nextIndex(event.key, here, pairs.length)] ?? null);
}
