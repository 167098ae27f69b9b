// @ts-check

const SVG = "http://www.w3.org/2000/svg";

/** Shows where a dragged visit would stand. @param {SVGSVGElement} ropes @param {SVGElement | null} row @param {number} share @param {number} width */
export function drawGhost(ropes, row, share, width) {
  const ghost = ropes.querySelector(".ghost") ?? ropes.appendChild(newGhost(ropes.ownerDocument));
  const rect = ghost.firstElementChild;
  rect?.setAttribute("x", `${100 * share}%`);
  rect?.setAttribute("y", String(Number(row?.getAttribute("y")) + 8));
  rect?.setAttribute("width", `${100 * width}%`);
}

/** @param {Document} page */
export function dropGhost(page) {
  page.querySelector(".ghost")?.remove();
}

/** @param {Document} page */
function newGhost(page) {
  const ghost = page.createElementNS(SVG, "g");
  ghost.setAttribute("class", "ghost");
  const rect = page.createElementNS(SVG, "rect");
  rect.setAttribute("height", "40");
  rect.setAttribute("rx", "10");
  ghost.append(rect);
  return ghost;
}
