// The name of a moment, wherever it is given.
// SPDX-License-Identifier: MIT

/** UTF-16 units: within the server's bound of 256 bytes whatever the script. */
export const nameUnitsMax = 80;
