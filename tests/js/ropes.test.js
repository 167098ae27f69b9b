import assert from "node:assert/strict";
import { test } from "node:test";

import { rope } from "../../frontend/lib/ropes.js";

test("deals 144 different pairs of colour and mark", () => {
  const pairs = Array.from({ length: 144 }, (_, position) => rope(position)).map(({ colour, mark }) => `${colour}-${mark}`);

  assert.equal(new Set(pairs).size, 144);
});

test("names the class that the style sheet knows", () => assert.equal(rope(12).cssClass, "rope-1"));
