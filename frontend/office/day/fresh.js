// @ts-check
import htmx from "htmx.org";

const EVERY = 30_000; // ms: an arrival may be told so late, and a thin link still carries the day

/** Shows what happened meanwhile: every half minute while somebody looks, and when they come back. @param {Document} page */
export function watchFresh(page) {
  setInterval(() => refresh(page), EVERY);
  page.addEventListener("visibilitychange", () => refresh(page));
}

/** Reads the day again, unless somebody is in the middle of something. @param {Document} page */
function refresh(page) {
  if (page.hidden || isBusy(page)) return;
  const headers = { "Cordata-Background": "1" }; // nobody's use: the session may end and the screen lock meanwhile
  htmx.ajax("GET", page.location.pathname, { target: "#day", swap: "outerMorph", headers });
}

/** @param {Document} page */
function isBusy(page) {
  const held = page.documentElement.classList.contains("is-dragging-visit");
  return held || page.querySelector("dialog[open], details[open], #planning, [data-message], #day-banners [role=alert]") !== null;
}
