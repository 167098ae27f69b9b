// @ts-check

const COLOURS = 12;

/**
 * The rope of the professional at a position, as `cordata/ui/ropes.py` deals it.
 * @param {number} position - from 0
 * @returns {{colour: number, mark: number, cssClass: string}}
 */
export function rope(position) {
  const place = position % COLOURS;
  const turn = Math.floor(position / COLOURS);
  return { colour: place + 1, mark: ((place + turn) % COLOURS) + 1, cssClass: `rope-${place + 1}` };
}

/** The colour in the present set, light or dark, for what is drawn outside CSS (the map). @param {number} colour @returns {string} */
export function ropeColour(colour) {
  return token(`--rope-${colour}`);
}

/** The value of a token in the present set. @param {string} name - as in tokens.css, with its two dashes @returns {string} */
export function token(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}
