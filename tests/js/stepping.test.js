import assert from "node:assert/strict";
import { test } from "node:test";

import { nextIndex } from "../../frontend/lib/stepping.js";

test("down goes to the next row and stops at the last", () => {
  assert.equal(nextIndex("ArrowDown", 0, 3), 1);
  assert.equal(nextIndex("ArrowDown", 2, 3), 2);
});

test("up goes to the row before and stops at the first", () => {
  assert.equal(nextIndex("ArrowUp", 2, 3), 1);
  assert.equal(nextIndex("ArrowUp", 0, 3), 0);
});

test("Home and End go to the ends", () => {
  assert.equal(nextIndex("Home", 2, 3), 0);
  assert.equal(nextIndex("End", 0, 3), 2);
});

test("other keys lead nowhere", () => assert.equal(nextIndex("a", 1, 3), -1));
