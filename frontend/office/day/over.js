// @ts-check
import { press } from "./board.js";

/**
 * Shows what htmx fetched into the dialog over the day, and closes it when the day itself has changed.
 * Without JavaScript the same links open pages of their own.
 *
 * @param {Document} page
 */
export function watchOver(page) {
  const over = page.querySelector("#over-day");
  if (!(over instanceof HTMLDialogElement)) return;
  page.addEventListener("htmx:after:swap", (event) => {
    const target = targetOf(event);
    if (target === "over-day-body") open(over);
    if (target === "day") over.close();
  });
}

/** @param {HTMLDialogElement} over */
function open(over) {
  const said = over.querySelector("[data-dialog-title]");
  const title = over.querySelector("#over-day-title");
  if (said instanceof HTMLElement && title) title.textContent = said.dataset.dialogTitle ?? "";
  for (const menu of over.ownerDocument.querySelectorAll("details.menu[open]")) menu.removeAttribute("open");
  if (!over.open) over.showModal();
  const wanted = over.ownerDocument.documentElement.dataset.wanted;
  delete over.ownerDocument.documentElement.dataset.wanted;
  if (wanted === "p") return press(over.ownerDocument, "#over-day [data-pin]");
  const first = wanted === "m" ? over.querySelector("select") : over.querySelector("[data-focus], .dialog-body :is(select, input:not([type=hidden]))");
  if (first instanceof HTMLElement) first.focus();
}

/** The id of what was swapped; htmx gives a selector where the answer named the target. @param {Event} event @returns {string} */
function targetOf(event) {
  const target = event instanceof CustomEvent ? event.detail?.ctx?.target : null;
  return target instanceof Element ? target.id : String(target ?? "").replace("#", "");
}
