const ways = ['fetch', 'WebSocket', 'EventSource', 'XMLHttpRequest', 'process', 'navigator', 'WebAssembly'];

/**
 * Takes from this thread's globals what leads outside. An expression has no way to them, code cannot be made from text here, and files are
 * closed to the process; this is for the day on which one of these turns out to be wrong.
 */
export function loseReach(): void {
  for (const way of ways) Reflect.deleteProperty(globalThis, way);
}
