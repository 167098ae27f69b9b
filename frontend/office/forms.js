// @ts-check

/** How long a second press is ignored, in milliseconds: longer than a slow answer, shorter than a person's doubt. */
const SENDING = 4_000;

/** Puts the keyboard on what was refused, and keeps one press from sending a form twice. @param {Document} page */
export function watchForms(page) {
  focusRefusal(page);
  page.addEventListener("htmx:after:swap", () => focusRefusal(page));
  page.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || event.defaultPrevented) return;
    if (form.dataset.sending !== undefined) event.preventDefault();
    form.dataset.sending = "";
    setTimeout(() => delete form.dataset.sending, SENDING);
  });
}

/** @param {Document} page */
function focusRefusal(page) {
  const refusal = page.querySelector("[data-focus]");
  if (!(refusal instanceof HTMLElement)) return;
  refusal.removeAttribute("data-focus");
  refusal.focus();
}
