// @ts-check
import { LngLatBounds, Map as MapView, NavigationControl, Popup, setWorkerUrl } from "maplibre-gl";

import { token } from "../../lib/tokens.js";
import { layers } from "./layers.js";

setWorkerUrl(import.meta.resolve("maplibre-gl/worker")); // a worker sees no import map: give it the hashed address

/** @type {WeakMap<HTMLElement, import("geojson").FeatureCollection>} */
const whole = new WeakMap();
const EMPTY = { type: /** @type {const} */ ("FeatureCollection"), features: [] };

/** Draws the day's map as soon as there is one, and again whenever the day changes. @param {Document} page */
export async function watchMap(page) {
  page.addEventListener("htmx:after:swap", () => startMap(page));
  await startMap(page);
}

/** Starts the map on screen, unless it was started before. @param {Document} page */
async function startMap(page) {
  const place = page.querySelector("#day-map:not([data-started])");
  if (!(place instanceof HTMLElement)) return;
  place.dataset.started = "";
  const map = newMap(place);
  await new Promise((resolve) => map.once("load", resolve));
  await showRoads(map, place);
  let version = await showDay(map, place);
  fitOnceSeen(map, place);
  page.addEventListener("htmx:after:swap", async () => {
    const now = page.querySelector("[data-day]")?.getAttribute("data-version");
    if (place.isConnected && now && now !== version) version = await showDay(map, place);
  });
  page.addEventListener("focusin", (event) => light(map, event.target));
  page.addEventListener("pointerover", (event) => light(map, event.target));
}

/** @param {HTMLElement} place */
function newMap(place) {
  const map = new MapView({
    container: place,
    style: {
      version: 8,
      sources: Object.fromEntries(["roads", "routes", "marks", "communes"].map((name) => [name, { type: "geojson", data: EMPTY }])),
      layers: layers((name) => token(`--${name}`)),
    },
    center: [7.3, 45.73],
    zoom: 8,
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
  });
  map.addControl(new NavigationControl({ showCompass: false }), "top-right");
  map.on("click", "marks", (event) => tell(map, event));
  return map;
}

/** @param {MapView} map @param {HTMLElement} place */
async function showRoads(map, place) {
  set(map, "roads", await read(place.dataset.roads ?? ""));
}

/** @param {MapView} map @param {HTMLElement} place @returns {Promise<string>} */
async function showDay(map, place) {
  const day = await read(place.dataset.map ?? "");
  for (const name of ["routes", "marks", "communes"]) set(map, name, day[name]);
  whole.set(place, day.marks.features.length ? day.marks : day.communes);
  place.dataset.drawn = String(day.version);
  return String(day.version);
}

/** Shows the whole day as soon as the map has a size: behind a tab it has none. @param {MapView} map @param {HTMLElement} place */
function fitOnceSeen(map, place) {
  const watcher = new ResizeObserver(() => {
    const day = whole.get(place);
    if (!place.clientHeight || !day) return;
    watcher.disconnect();
    map.resize();
    fit(map, day);
  });
  watcher.observe(place);
}

/** @param {string} address */
async function read(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`The map could not be read: ${response.status}`);
  return response.json();
}

/** @param {MapView} map @param {string} name @param {import("geojson").FeatureCollection} data */
function set(map, name, data) {
  const source = map.getSource(name);
  if (source && "setData" in source) /** @type {import("maplibre-gl").GeoJSONSource} */ (source).setData(data);
}

/** @param {MapView} map @param {import("geojson").FeatureCollection} collection */
function fit(map, collection) {
  const bounds = new LngLatBounds();
  for (const { geometry } of collection.features) {
    if (geometry.type === "Point") bounds.extend(/** @type {[number, number]} */ (geometry.coordinates));
  }
  if (!bounds.isEmpty()) map.fitBounds(bounds, { padding: 40, duration: 0 });
}

/** Makes the round under the pointer stand out. @param {MapView} map @param {EventTarget | null} target */
function light(map, target) {
  const row = target instanceof Element ? target.closest("[data-professional]") : null;
  const chosen = Number(row?.getAttribute("data-professional") ?? 0);
  const width = chosen ? ["case", ["==", ["get", "professional"], chosen], 6, 1.5] : 3;
  map.setPaintProperty("routes", "line-width", /** @type {any} */ (width));
}

/** @param {MapView} map @param {import("maplibre-gl").MapLayerMouseEvent} event */
function tell(map, event) {
  const feature = event.features?.[0];
  if (feature) new Popup({ closeButton: true }).setLngLat(event.lngLat).setText(String(feature.properties.says)).addTo(map);
}
