// The EcoIndex of a page from what it is made of, by the published formula and quantiles (github.com/cnumr/ecoindex_reference).
// SPDX-License-Identifier: MIT

/** Bounds of the twenty parts of the pages that HTTP Archive had seen: elements, requests, kilobytes. */
const quantiles = {
  elements: [0, 47, 75, 159, 233, 298, 358, 417, 476, 537, 603, 674, 753, 843, 949, 1076, 1237, 1459, 1801, 2479, 594601],
  requests: [0, 2, 15, 25, 34, 42, 49, 56, 63, 70, 78, 86, 95, 105, 117, 130, 147, 170, 205, 281, 3920],
  kilobytes: [
    0, 1.37, 144.7, 319.53, 479.46, 631.97, 783.38, 937.91, 1098.62, 1265.47, 1448.32, 1648.27, 1876.08, 2142.06, 2465.37,
    2866.31, 3401.59, 4155.73, 5400.08, 8037.54, 223212.26,
  ],
};

/** Where `value` stands among the bounds, 0 to 20, in a straight line between two of them. */
function positionIn(bounds, value) {
  const above = bounds.findIndex((bound) => value < bound);
  if (above < 0) return bounds.length - 1;
  return above - 1 + (value - bounds[above - 1]) / (bounds[above] - bounds[above - 1]);
}

/** 100 is best; above 80 is an A, above 70 a B. `elements` without the children of <svg>. */
export function ecoIndex({ elements, requests, kilobytes }) {
  const weighed =
    3 * positionIn(quantiles.elements, elements) +
    2 * positionIn(quantiles.requests, requests) +
    positionIn(quantiles.kilobytes, kilobytes);
  return 100 - (5 * weighed) / 6;
}
