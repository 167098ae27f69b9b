// @ts-check

/** Opens and closes native dialogs: `data-dialog-open` on a link to one, `data-dialog-close` inside it. @param {Document} page */
export function watchDialogs(page) {
  page.addEventListener("click", (event) => {
    if (!(event.target instanceof Element)) return;
    const opener = event.target.closest("a[data-dialog-open], button[data-dialog-open]");
    if (opener) {
      const dialog = dialogOf(page, opener);
      if (dialog && !dialog.open) {
        event.preventDefault();
        dialog.showModal();
      }
      return;
    }
    const closer = event.target.closest("[data-dialog-close]");
    closer?.closest("dialog")?.close();
  });
  openAtOnce(page);
  page.addEventListener("htmx:after:swap", () => openAtOnce(page));
}

/** @param {Document} page @param {Element} opener @returns {HTMLDialogElement | null} */
function dialogOf(page, opener) {
  const id = opener.getAttribute("href")?.slice(1) ?? opener.getAttribute("data-dialog-open") ?? "";
  const found = page.getElementById(id);
  return found instanceof HTMLDialogElement ? found : null;
}

/** @param {Document} page */
function openAtOnce(page) {
  for (const dialog of page.querySelectorAll("dialog[data-open]:not([open])")) {
    if (dialog instanceof HTMLDialogElement) dialog.showModal();
  }
}
