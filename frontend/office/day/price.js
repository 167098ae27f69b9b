// @ts-check
import { facts } from "./board.js";

const PAUSE = 140; // ms the hand must rest before the server is asked

/** @type {{timer: number, asked: string, answer: AbortController | null}} */
const state = { timer: 0, asked: "", answer: null };

/**
 * Shows beside the pointer what a move would cost, by part.
 *
 * @param {Document} page
 * @param {PointerEvent} event
 * @param {URLSearchParams} words
 * @param {string} heading - said at once, before the server has answered
 */
export function showPrice(page, event, words, heading) {
  const box = boxOf(page);
  place(box, event);
  const asked = words.toString();
  if (asked === state.asked) return;
  state.asked = asked;
  box.textContent = heading;
  clearTimeout(state.timer);
  state.timer = window.setTimeout(() => ask(page, box, asked), PAUSE);
}

/** @param {Document} page */
export function hidePrice(page) {
  clearTimeout(state.timer);
  state.answer?.abort();
  state.asked = "";
  page.querySelector(".price")?.remove();
}

/** @param {Document} page @param {HTMLElement} box @param {string} asked */
async function ask(page, box, asked) {
  state.answer?.abort();
  state.answer = new AbortController();
  const address = `${facts(page).preview}?${asked}`;
  try {
    const response = await fetch(address, { headers: { "HX-Request": "true" }, signal: state.answer.signal });
    const text = await response.text();
    if (asked === state.asked) box.innerHTML = text;
  } catch (error) {
    if (!(error instanceof DOMException && error.name === "AbortError")) throw error;
  }
}

/** @param {Document} page @returns {HTMLElement} */
function boxOf(page) {
  const found = page.querySelector(".price");
  if (found instanceof HTMLElement) return found;
  const made = page.createElement("div");
  made.className = "price";
  made.setAttribute("role", "status");
  return page.body.appendChild(made);
}

/** @param {HTMLElement} box @param {PointerEvent} event */
function place(box, event) {
  const right = event.clientX + 360 > window.innerWidth;
  box.style.insetInlineStart = right ? "auto" : `${event.clientX + 18}px`;
  box.style.insetInlineEnd = right ? `${window.innerWidth - event.clientX + 18}px` : "auto";
  const low = event.clientY + 240 > window.innerHeight;
  box.style.insetBlockStart = low ? "auto" : `${event.clientY + 18}px`;
  box.style.insetBlockEnd = low ? `${window.innerHeight - event.clientY + 18}px` : "auto";
}
