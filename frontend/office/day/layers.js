// @ts-check

/** @typedef {import("maplibre-gl").LayerSpecification} Layer */

/**
 * Return what the map draws, from the ground up. `colour` gives a token of tokens.css.
 *
 * @param {(name: string) => string} colour
 * @returns {Layer[]}
 */
export function layers(colour) {
  /** @type {any} */
  const rope = ["match", ["get", "rope"], ...Array.from({ length: 12 }, (_, index) => [index + 1, colour(`rope-${index + 1}`)]).flat(), colour("scree")];
  return [
    { id: "ground", type: "background", paint: { "background-color": colour("mist") } },
    {
      id: "roads", type: "line", source: "roads", layout: { "line-cap": "round", "line-join": "round" },
      paint: { "line-color": colour("paper"), "line-width": ["interpolate", ["linear"], ["zoom"], 8, 2.5, 12, 6] },
    },
    {
      id: "routes", type: "line", source: "routes", layout: { "line-cap": "round", "line-join": "round" },
      paint: { "line-color": rope, "line-width": 3, "line-opacity": 0.85, "line-offset": ["-", ["%", ["get", "rope"], 5], 2] },
    },
    {
      id: "closed", type: "line", source: "roads", filter: ["==", ["get", "closed"], true],
      paint: { "line-color": colour("rose"), "line-width": 5, "line-dasharray": [1.2, 0.8] },
    },
    {
      id: "marks", type: "circle", source: "marks",
      paint: {
        "circle-radius": ["interpolate", ["linear"], ["zoom"], 8, 3.5, 13, 8],
        "circle-color": ["case", ["get", "placed"], rope, colour("paper")],
        "circle-stroke-color": ["case", ["get", "placed"], colour("paper"), colour("rose")],
        "circle-stroke-width": ["case", ["get", "placed"], 1.2, 3],
      },
    },
    {
      id: "communes", type: "symbol", source: "communes",
      layout: { "text-field": ["get", "name"], "text-size": 12, "text-anchor": "top", "text-offset": [0, 0.5], "text-optional": true, "text-font": ["sans-serif"] },
      paint: { "text-color": colour("slate"), "text-halo-color": colour("mist"), "text-halo-width": 1.5 },
    },
  ];
}
