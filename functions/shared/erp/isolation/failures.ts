import type { TrialFailure } from '../trial/sandbox.ts';

/** Why an item came to no result, in sentences for the author of the mapping. */
export const failures = {
  tooSlow: (milliseconds: number): TrialFailure => ({
    code: 'too-slow',
    reason: `The mapping was ended after ${milliseconds} ms. Look for a recursion without end, a long range, or a pattern that backtracks.`,
  }),
  tooMuchMemory: {
    code: 'too-much-memory',
    reason: 'The mapping was ended because it used too much memory. Look for texts or lists that double.',
  },
  crashed: (how: string): TrialFailure => ({
    code: 'crashed',
    reason: `The mapping brought its process to an end: ${how.slice(-500)}.`,
  }),
  notTried: {
    code: 'not-tried',
    reason: 'The items before this one took all the time that one run has. Try fewer at once.',
  },
  noRoom: {
    code: 'too-large',
    reason: 'The results of the items before this one fill the answer. Try fewer at once.',
  },
} as const satisfies Record<string, TrialFailure | ((detail: never) => TrialFailure)>;
