// @ts-check

/** @typedef {[number, number]} Point - in units of the box, 600 by 200 */

/** Writes strokes as an SVG path in whole units. @param {Point[][]} strokes */
export function pathOf(strokes) {
  return strokes.map((stroke) => stroke.map(([x, y], place) => `${place ? "L" : "M"}${x} ${y}`).join("")).join("");
}

/**
 * Where a point of the window lies in the box, in whole units, at its edge where it lies beyond.
 * @param {{clientX: number, clientY: number}} point @param {{left: number, top: number, width: number, height: number}} box
 * @returns {Point}
 */
export function within(point, box) {
  return [
    fit(((point.clientX - box.left) / box.width) * 600, 600),
    fit(((point.clientY - box.top) / box.height) * 200, 200),
  ];
}

/** @param {number} value @param {number} most */
const fit = (value, most) => Math.round(Math.min(Math.max(value, 0), most));

/** Lets a finger, a pen or a mouse sign in a box; the strokes go into the form's hidden field. @param {HTMLElement} place */
export function letSign(place) {
  const box = place.querySelector("svg");
  const drawn = place.querySelector(".signature-strokes");
  const field = place.querySelector("input");
  if (!box || !drawn || !field) return;
  /** @type {Point[][]} */
  let strokes = [];
  let isDown = false;
  const show = () => {
    field.value = pathOf(strokes);
    drawn.setAttribute("d", field.value);
  };
  box.addEventListener("pointerdown", (event) => {
    isDown = true;
    box.setPointerCapture(event.pointerId);
    const start = within(event, box.getBoundingClientRect());
    strokes.push([start, start]);
    show();
  });
  box.addEventListener("pointermove", (event) => {
    if (!isDown) return;
    strokes.at(-1)?.push(within(event, box.getBoundingClientRect()));
    show();
  });
  for (const end of ["pointerup", "pointercancel"]) box.addEventListener(end, () => (isDown = false));
  place.querySelector("[data-signature-clear]")?.addEventListener("click", () => {
    strokes = [];
    show();
  });
}

if (typeof document !== "undefined") {
  for (const place of document.querySelectorAll("[data-signature]")) if (place instanceof HTMLElement) letSign(place);
}
