// @ts-check

const TOLD_EVERY = 60_000; // ms between two tellings that somebody is at the keyboard
const LOOKED_EVERY = 5_000; // ms
const SIGNS = ["keydown", "pointerdown", "pointermove", "wheel", "touchstart"];

/**
 * Tells the server that somebody is working, so that a long form is not lost to the session's end, and on a shared
 * computer blanks the screen in time and locks it. The server locks by itself whether or not this runs.
 *
 * @param {Document} page
 */
export function watchUse(page) {
  const said = page.querySelector('meta[name="use"]');
  if (!(said instanceof HTMLMetaElement)) return;
  const stays = Number(said.dataset.lockAfter ?? Infinity) * 1000;
  let used = Date.now();
  let told = used;
  for (const sign of SIGNS) page.addEventListener(sign, () => (used = Date.now()), { passive: true });
  setInterval(() => {
    if (Date.now() - used >= stays) return lock(page);
    if (used <= told || Date.now() - told < TOLD_EVERY) return;
    told = Date.now();
    fetch(said.content, { cache: "no-store" }).catch(() => (told = 0)); // no signal: told when it is back
  }, LOOKED_EVERY);
}

/** @param {Document} page */
function lock(page) {
  if (page.documentElement.classList.contains("screen-blank")) return;
  page.documentElement.classList.add("screen-blank");
  const form = page.querySelector("form[data-lock]");
  if (form instanceof HTMLFormElement) form.submit();
  else page.location.reload();
}
