import type { Content } from './mirror-state.ts';

/** Every number a record ever had but its present one, sorted: old numbers stay searchable in whatever order they came (D-6). */
export function formerNumbers(known: readonly (string | null | undefined)[], { number }: Content): string[] {
  const former = known.filter(
    (each): each is string => typeof each === 'string' && each !== '' && each !== number,
  );
  return [...new Set(former)].sort();
}
