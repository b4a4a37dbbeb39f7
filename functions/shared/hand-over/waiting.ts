import type { LedgerState } from '../../../domain/ledger/ledger-state.ts';
import type { WritingRules } from '../erp/outbound/erp-writer.ts';
import type { Release } from './ports.ts';

/** How long after `sending` the write may begin: budget and token are waited for within it. */
const LEASE_MS = 30_000;

/** How far the clocks of two workers may be apart. */
const CLOCKS_MS = 5_000;

const SHORTEST_MS = 5_000;
const LONGEST_MS = 15 * 60_000;

/** After this long without getting through, a person shall know. */
const PATIENCE_MS = 24 * 3_600_000;

export const instant = (epochMs: number): string => new Date(epochMs).toISOString();

export const leaseEnd = (nowMs: number): number => nowMs + LEASE_MS;

/** Until then whoever has the right to send may still be waiting for its answer. */
export const answerDue = (sendBeforeMs: number, rules: WritingRules): number =>
  sendBeforeMs + rules.timeoutSeconds * 1_000 + CLOCKS_MS;

/**
 * When a negative look-up can be believed (H5): the last request may have begun at the end of the right to send, has its time, and the ERP may
 * finish it up to its quiet time after we gave up.
 */
export const quietEnd = (sendBeforeMs: number, rules: WritingRules): number =>
  answerDue(sendBeforeMs, rules) + rules.quietSeconds * 1_000;

/** Each wait about as long as all before it: soon after a hiccup, rarely after hours. */
export function laterLook(state: LedgerState, nowMs: number): number {
  const waited = nowMs - Date.parse(state.changedAt);
  return nowMs + Math.min(LONGEST_MS, Math.max(SHORTEST_MS, waited));
}

/** The ERP's own wish counts; without one the waits double. */
export function laterSend(attempt: number, nowMs: number, wishSeconds: number | undefined): number {
  const doubling = Math.min(LONGEST_MS, SHORTEST_MS * 2 ** Math.min(attempt - 1, 20));
  return nowMs + (wishSeconds === undefined ? doubling : Math.max(1, wishSeconds) * 1_000);
}

export const patienceIsOver = (released: Release, nowMs: number): boolean =>
  nowMs - Date.parse(released.at) > PATIENCE_MS;
