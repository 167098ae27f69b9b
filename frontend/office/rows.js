// @ts-check
import { nextIndex } from "../lib/stepping.js";

/** Moves between the links of a list of rows with up, down, Home and End. @param {Document} page */
export function watchRows(page) {
  page.addEventListener("keydown", (event) => {
    if (!(event.target instanceof HTMLElement) || !event.target.matches("[data-rows] .row-link")) return;
    const links = [...(event.target.closest("[data-rows]")?.querySelectorAll(".row-link") ?? [])];
    const next = links[nextIndex(event.key, links.indexOf(event.target), links.length)];
    if (!(next instanceof HTMLElement)) return;
    event.preventDefault();
    next.focus();
  });
}
