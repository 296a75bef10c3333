/** Makes a scrolling element reachable by keyboard, which not every browser does by itself. */
export const scrollable = { tabIndex: 0 }
