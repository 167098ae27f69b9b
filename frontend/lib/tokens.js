// @ts-check

/** The value of a token in the present set, light or dark, for what is drawn outside CSS (the map). @param {string} name - as in tokens.css, with its two dashes @returns {string} */
export function token(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}
