const MONTH_MS = 31 * 86_400_000;

/** Deliveries lie by day; a search without limits is one of the last 31 days. */
export function searchPeriod(
  given: { readonly from?: string | undefined; readonly to?: string | undefined },
  now: Date,
): { from: string; to: string } {
  const to = given.to ?? now.toISOString();
  return { from: given.from ?? new Date(Date.parse(to) - MONTH_MS).toISOString(), to };
}
