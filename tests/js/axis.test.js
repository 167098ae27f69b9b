import assert from "node:assert/strict";
import { test } from "node:test";

import { clock, shareOf, timeAt } from "../../frontend/office/day/axis.js";

const SEVEN = 7 * 3600;
const NINETEEN = 19 * 3600;

test("the middle of a drawing from seven to seven is one o'clock", () => {
  assert.equal(clock(timeAt(0.5, SEVEN, NINETEEN)), "13:00");
});

test("a visit snaps to five minutes", () => {
  assert.equal(timeAt(0.5013, SEVEN, NINETEEN) % 300, 0);
});

test("a hand that leaves the drawing stays at its edge", () => {
  assert.equal(timeAt(-3, SEVEN, NINETEEN), SEVEN);
  assert.equal(timeAt(7, SEVEN, NINETEEN), NINETEEN);
});

test("where a time stands is where it was taken from", () => {
  assert.equal(timeAt(shareOf(10 * 3600, SEVEN, NINETEEN), SEVEN, NINETEEN), 10 * 3600);
});
