import assert from "node:assert/strict";
import { test } from "node:test";

import { pathOf, within } from "../../frontend/office/signature.js";

const box = { left: 10, top: 20, width: 300, height: 100 };

test("strokes become one path, each begun anew", () => {
  assert.equal(
    pathOf([
      [
        [1, 2],
        [3, 4],
      ],
      [
        [5, 6],
        [5, 6],
      ],
    ]),
    "M1 2L3 4M5 6L5 6",
  );
});

test("no stroke is no path", () => assert.equal(pathOf([]), ""));

test("a point of the window lies in the box in its own units", () => {
  assert.deepEqual(within({ clientX: 160, clientY: 70 }, box), [300, 100]);
});

test("a point beyond the box stays on its edge", () => {
  assert.deepEqual(within({ clientX: 999, clientY: -5 }, box), [600, 0]);
});
