// @ts-check

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
    if (target?.id === "over-day-body") open(over);
    if (target?.id === "day") over.close();
  });
}

/** @param {HTMLDialogElement} over */
function open(over) {
  const said = over.querySelector("[data-dialog-title]");
  const title = over.querySelector("#over-day-title");
  if (said instanceof HTMLElement && title) title.textContent = said.dataset.dialogTitle ?? "";
  for (const menu of over.ownerDocument.querySelectorAll("details.menu[open]")) menu.removeAttribute("open");
  if (!over.open) over.showModal();
  const first = over.querySelector("[data-focus], .dialog-body :is(select, input:not([type=hidden]))");
  if (first instanceof HTMLElement) first.focus();
}

/** @param {Event} event @returns {Element | null} */
function targetOf(event) {
  if (!(event instanceof CustomEvent)) return null;
  const target = event.detail?.ctx?.target;
  return target instanceof Element ? target : null;
}
