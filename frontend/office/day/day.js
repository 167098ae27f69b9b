// @ts-check
import { watchDrag } from "./drag.js";
import { watchFresh } from "./fresh.js";
import { watchKeys } from "./keys.js";
import { watchMap } from "./map.js";
import { watchOver } from "./over.js";
import { watchViews } from "./views.js";

watchOver(document);
watchDrag(document);
watchFresh(document);
watchKeys(document);
watchViews(document);
await watchMap(document);
