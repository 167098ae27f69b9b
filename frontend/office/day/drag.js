// @ts-check
import htmx from "htmx.org";

import { clock, shareOf, timeAt } from "./axis.js";
import { boardOf, facts, token } from "./board.js";
import { drawGhost, dropGhost } from "./ghost.js";
import { hidePrice, showPrice } from "./price.js";

const FAR_ENOUGH = 6; // px a finger may tremble before it drags

/** @typedef {{knot: SVGElement | HTMLElement, from: {x: number, y: number}, grip: number, moving: boolean, to: Spot | null}} Drag */
/** @typedef {{professional: string, row: SVGElement, start: number}} Spot */

/** Lets a visit be dragged along its rope or to another one, telling the price before it is let go. @param {Document} page */
export function watchDrag(page) {
  /** @type {Drag | null} */
  let drag = null;

  page.addEventListener("pointerdown", (event) => {
    const knot = knotOf(event);
    if (!knot || event.button !== 0 || event.pointerType === "touch") return;
    drag = { knot, from: { x: event.clientX, y: event.clientY }, grip: gripOf(knot, event), moving: false, to: null };
  });
  page.addEventListener("pointermove", (event) => {
    if (!drag) return;
    const far = Math.hypot(event.clientX - drag.from.x, event.clientY - drag.from.y) > FAR_ENOUGH;
    if (!drag.moving && !far) return;
    if (!drag.moving) begin(page, drag);
    hover(page, drag, event);
  });
  page.addEventListener("pointerup", () => {
    if (drag?.moving) finish(page, drag);
    drag = null;
  });
  page.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !drag?.moving) return;
    drag.to = null;
    finish(page, drag);
    drag = null;
  });
  page.addEventListener("dragstart", (event) => knotOf(event) && event.preventDefault());
}

/** @param {Document} page @param {Drag} drag */
function begin(page, drag) {
  drag.moving = true;
  drag.knot.classList.add("is-dragging");
  page.addEventListener("click", swallow, { capture: true, once: true });
  page.documentElement.classList.add("is-dragging-visit");
}

/** @param {Event} event */
function swallow(event) {
  event.preventDefault();
  event.stopPropagation();
}

/** @param {Document} page @param {Drag} drag @param {PointerEvent} event */
function hover(page, drag, event) {
  const { opens, closes } = facts(page);
  const ropes = page.querySelector("[data-ropes]");
  if (!(ropes instanceof SVGSVGElement)) return;
  const box = ropes.getBoundingClientRect();
  const row = rowUnder(ropes, event.clientY - box.top);
  for (const other of ropes.querySelectorAll("[data-professional]")) other.classList.toggle("is-target", other === row);
  const start = timeAt((event.clientX - drag.grip - box.left) / box.width, opens, closes);
  drag.to = row ? { professional: row.dataset.professional ?? "", row, start } : null;
  if (!drag.to) return;
  const minutes = Number(drag.knot.dataset.minutes);
  drawGhost(ropes, row, shareOf(start, opens, closes), (minutes * 60) / (closes - opens));
  showPrice(page, event, words(page, drag), `${clock(start)} · ${drag.knot.dataset.name ?? ""}`);
}

/** @param {Document} page @param {Drag} drag */
function finish(page, drag) {
  drag.knot.classList.remove("is-dragging");
  page.documentElement.classList.remove("is-dragging-visit");
  setTimeout(() => page.removeEventListener("click", swallow, { capture: true }), 0);
  for (const row of boardOf(page).querySelectorAll(".is-target")) row.classList.remove("is-target");
  dropGhost(page);
  hidePrice(page);
  if (!drag.to) return;
  htmx.ajax("POST", facts(page).moves, {
    target: "#day",
    swap: "outerMorph",
    values: { ...Object.fromEntries(words(page, drag)), csrfmiddlewaretoken: token(page) },
  });
}

/** What a move asks of the server. @param {Document} page @param {Drag} drag */
function words(page, drag) {
  return new URLSearchParams({
    visit: drag.knot.dataset.visit ?? "",
    member: drag.knot.dataset.member ?? "0",
    professional: drag.to?.professional ?? "",
    around: clock(drag.to?.start ?? 0),
    version: facts(page).version,
  });
}

/** @param {Event} event @returns {SVGElement | HTMLElement | null} */
function knotOf(event) {
  const found = event.target instanceof Element ? event.target.closest("[data-knot]:not([data-fixed])") : null;
  return found instanceof SVGElement || found instanceof HTMLElement ? found : null;
}

/** How far right of the visit's start it was grasped. @param {Element} knot @param {PointerEvent} event */
function gripOf(knot, event) {
  const body = knot.querySelector(".knot-body");
  return body ? event.clientX - body.getBoundingClientRect().left : 0;
}

/** @param {SVGSVGElement} ropes @param {number} y @returns {SVGElement | null} */
function rowUnder(ropes, y) {
  const rows = [...ropes.querySelectorAll("[data-professional]")];
  const index = Math.floor((y / ropes.getBoundingClientRect().height) * rows.length);
  const row = rows[index];
  return row instanceof SVGElement ? row : null;
}
