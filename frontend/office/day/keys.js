// @ts-check
import { press } from "./board.js";

/** Single keys, listed under "?"; none is taken while somebody writes. @param {Document} page */
export function watchKeys(page) {
  page.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target) || page.querySelector("dialog[open]")) return;
    const knot = event.target instanceof Element ? event.target.closest("[data-knot]") : null;
    if (knot && event.key.startsWith("Arrow")) {
      event.preventDefault();
      step(page, knot, event.key);
    } else if (knot && (event.key === "m" || event.key === "p")) {
      page.documentElement.dataset.wanted = event.key;
      knot.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }));
    } else if (event.key in PRESSED) {
      event.preventDefault();
      press(page, PRESSED[event.key]);
    } else if (event.key === "?") {
      const keys = page.querySelector("#shortcuts");
      if (keys instanceof HTMLDialogElement) keys.showModal();
    }
  });
}

/** @type {Record<string, string>} */
const PRESSED = { u: "[data-key-undo]", y: "[data-key-redo]", r: "[data-key-plan]", "[": "[data-key-previous]", "]": "[data-key-next]" };

/** @param {EventTarget | null} target */
function isWriting(target) {
  return target instanceof Element && target.matches("input, select, textarea");
}

/** @param {Document} page @param {Element} knot @param {string} key */
function step(page, knot, key) {
  const ropes = [...page.querySelectorAll("[data-professional]")].map((row) => [...row.querySelectorAll("[data-knot]")]);
  const row = ropes.findIndex((knots) => knots.includes(knot));
  if (row < 0) return;
  const along = ropes[row].indexOf(knot);
  const next = key === "ArrowRight" ? ropes[row][along + 1] : key === "ArrowLeft" ? ropes[row][along - 1] : beside(ropes, row, knot, key);
  if (next instanceof SVGElement) {
    next.focus();
    next.scrollIntoView({ block: "nearest", inline: "nearest" });
  }
}

/** The visit nearest in time on the next rope that has any. @param {Element[][]} ropes @param {number} row @param {Element} knot @param {string} key */
function beside(ropes, row, knot, key) {
  const way = key === "ArrowDown" ? 1 : -1;
  let other = row + way;
  while (ropes[other] && !ropes[other].length) other += way;
  const x = knot.getBoundingClientRect().left;
  return ropes[other]?.toSorted((a, b) => Math.abs(a.getBoundingClientRect().left - x) - Math.abs(b.getBoundingClientRect().left - x))[0];
}
