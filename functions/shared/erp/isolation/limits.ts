/** What mappings that did not ship may use. Enforced from outside, by ending what exceeds it. */
export const isolationLimits = {
  /** Wall-clock of one item: reading its body, compiling and running the mapping. */
  itemMs: 1_000,
  /** Until the program is loaded; nothing of the mapping has run by then. */
  loadMs: 15_000,
  /** All items of one run; what comes later is not tried. Whoever waits behind an HTTP API has 29 seconds. */
  runMs: 20_000,
  oldSpaceMb: 192,
  youngSpaceMb: 32,
  stackMb: 4,
  /** All outcomes of one run together; a function may answer 6 MB. */
  answerBytes: 5_000_000,
};
export type IsolationLimits = typeof isolationLimits;
