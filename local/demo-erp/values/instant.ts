/** Business Central drops trailing zeros of the fraction: `…38.5Z`, `…00Z`. Such texts do not sort as text. */
export function instantText(epochMs: number): string {
  return new Date(epochMs).toISOString().replace(/\.?0*Z$/, 'Z');
}

/** A day as the ERP writes it, in UTC. */
export const dayText = (epochMs: number): string => new Date(epochMs).toISOString().slice(0, 10);

/** How Business Central says "no date". */
export const noDay = '0001-01-01';

export const millisecondsPerDay = 86_400_000;

export const addDays = (day: string, days: number): string =>
  dayText(Date.parse(`${day}T00:00:00Z`) + days * millisecondsPerDay);
