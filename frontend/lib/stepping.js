// @ts-check

/**
 * Where a key leads in a list: up and down stop at the ends.
 * @param {string} key @param {number} index @param {number} length
 * @returns {number} the index to go to, or -1 when the key leads nowhere
 */
export function nextIndex(key, index, length) {
  if (key === "ArrowDown") return Math.min(index + 1, length - 1);
  if (key === "ArrowUp") return Math.max(index - 1, 0);
  if (key === "Home") return 0;
  if (key === "End") return length - 1;
  return -1;
}
