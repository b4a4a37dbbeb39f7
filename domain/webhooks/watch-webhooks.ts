import * as z from 'zod';
import { instantSchema } from '../canonical/values.ts';

/** What catch-ups found that no webhook had told of: at first, at last, and how many changes in all. */
export const unannouncedSchema = z.object({
  since: instantSchema,
  last: instantSchema,
  changes: z.int().positive(),
});
export type Unannounced = z.infer<typeof unannouncedSchema>;

/** One catch-up, and what is known of the webhooks of its connection. */
export interface CaughtUp {
  readonly startedAt: string;
  /** How many records it changed: webhooks would have brought them before. */
  readonly changes: number;
  /** When the last webhook came. */
  readonly heardAt: string | undefined;
  /** The ERP has promised webhooks, even if none ever came. */
  readonly isPromised: boolean;
}

export interface WebhookWatch {
  readonly unannounced?: Unannounced;
  /** For people; present while webhooks are taken for dead. */
  readonly reason?: string;
}

/** A webhook may be lost, and a change may be pulled before its webhook is here; that for so long, and it is no chance. */
const SILENT_MS = 12 * 3_600_000;
const ARRIVES_WITHIN_MS = 600_000;

/**
 * Webhooks are dead where catch-ups go on finding changes while not one webhook comes. Time without changes proves nothing, and a connection
 * that never had webhooks misses none. What the latest catch-up found counts only once its webhook had time to come.
 */
export function watchWebhooks(before: Unannounced | undefined, run: CaughtUp): WebhookWatch {
  if (run.heardAt === undefined && !run.isPromised) return {};
  const open = before && !isLater(run.heardAt, before.since) ? before : undefined;
  const isSilent =
    open !== undefined && spans(open) >= SILENT_MS && msSince(open.last, run) >= ARRIVES_WITHIN_MS;
  const unannounced = run.changes > 0 ? plus(open, run) : open;
  return { ...(unannounced && { unannounced }), ...(isSilent && { reason: reasonOf(open, run) }) };
}

const plus = (open: Unannounced | undefined, { startedAt, changes }: CaughtUp): Unannounced => ({
  since: open?.since ?? startedAt,
  last: startedAt,
  changes: (open?.changes ?? 0) + changes,
});

const spans = ({ since, last }: Unannounced): number => Date.parse(last) - Date.parse(since);
const msSince = (instant: string, { startedAt }: CaughtUp): number =>
  Date.parse(startedAt) - Date.parse(instant);
const isLater = (heardAt: string | undefined, instant: string): boolean =>
  heardAt !== undefined && Date.parse(heardAt) > Date.parse(instant);

const reasonOf = ({ changes, since }: Unannounced, { heardAt }: CaughtUp): string =>
  `Since ${since} catch-ups found ${changes} changes that no webhook told of; ` +
  `${heardAt === undefined ? 'none ever came' : `the last one came at ${heardAt}`}. ` +
  'Look at the webhooks in the ERP: whether they are there and on, their address, and their secret.';
