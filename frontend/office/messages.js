// @ts-check

/** How long a message stays, and with it the offer to undo, in milliseconds. */
export const STAYS = 10_000;

/** Lets messages go after ten seconds, unless somebody is pointing at one or has the keyboard in it. @param {Document} page */
export function watchMessages(page) {
  page.addEventListener("click", (event) => {
    if (event.target instanceof Element) event.target.closest("[data-message-close]")?.closest("[data-message]")?.remove();
  });
  startAll(page);
  page.addEventListener("htmx:after:swap", () => startAll(page));
}

/** @param {Document} page */
function startAll(page) {
  for (const message of page.querySelectorAll("[data-message]:not([data-started])")) {
    message.setAttribute("data-started", "");
    leaveLater(message);
  }
}

/** @param {Element} message */
function leaveLater(message) {
  setTimeout(() => (message.matches(":hover, :focus-within") ? leaveLater(message) : message.remove()), STAYS);
}
