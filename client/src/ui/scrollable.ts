/** What scrolls in place can be reached by keyboard: not every browser sees to that by itself. */
export const scrollable = { tabIndex: 0 }
