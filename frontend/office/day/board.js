// @ts-check

/** Return the Day screen's outer element as it is now; it is merged, so it may change under one's feet. @param {Document} page */
export function boardOf(page) {
  const found = page.querySelector("[data-day]");
  if (!(found instanceof HTMLElement)) throw new Error("This page has no day.");
  return found;
}

/** Return the version of the plan on screen, the axis in seconds from midnight, and the addresses of changes. @param {Document} page */
export function facts(page) {
  const data = boardOf(page).dataset;
  return {
    version: data.version ?? "0",
    opens: Number(data.opens),
    closes: Number(data.closes),
    moves: data.moves ?? "",
    preview: data.preview ?? "",
  };
}

/** Return the token a change must carry. @param {Document} page */
export function token(page) {
  const field = page.querySelector("input[name=csrfmiddlewaretoken]");
  return field instanceof HTMLInputElement ? field.value : "";
}

/** Send a form of the Day screen as if it had been pressed. @param {Document} page @param {string} selector */
export function press(page, selector) {
  const button = page.querySelector(selector);
  if (button instanceof HTMLElement) button.click();
}
