/** What a script can rely on. */
export const exitCodes = {
  ok: { code: 0, meaning: 'done' },
  failed: { code: 1, meaning: 'it ran and the answer is bad' },
  usage: { code: 2, meaning: 'the command line is wrong' },
} as const;

export function explain(codes: typeof exitCodes): string {
  return Object.values(codes)
    .map(({ code, meaning }) => `${code} ${meaning}`)
    .join(', ');
}
