// @ts-check

export const STEP = 300; // seconds a visit snaps to when it is dragged

/**
 * Return the time of day under a point of the drawing, in whole steps.
 *
 * @param {number} share - where along the drawing, from 0 to 1
 * @param {number} opens - seconds from midnight at the left edge
 * @param {number} closes - seconds from midnight at the right edge
 */
export function timeAt(share, opens, closes) {
  const seconds = opens + Math.min(Math.max(share, 0), 1) * (closes - opens);
  return Math.round(seconds / STEP) * STEP;
}

/** Return seconds from midnight as "08:30". @param {number} seconds */
export function clock(seconds) {
  const minutes = Math.floor(seconds / 60);
  return `${String(Math.floor(minutes / 60) % 24).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
}

/** Return where a time stands along the drawing, from 0 to 1. @param {number} seconds @param {number} opens @param {number} closes */
export function shareOf(seconds, opens, closes) {
  return (seconds - opens) / (closes - opens);
}
