/** When every run begins, and whose orders they are. */
export const START = Date.UTC(2026, 0, 31, 9);
export const COMPANY = 'acme';
