import type { ArchivedBody, DeliveryMessage } from '../../domain/deliveries/delivery-message.ts';
import { ErpUnavailableError } from '../../domain/errors.ts';

export interface LaterQueue {
  /** Brings a message again after so many seconds, as if for the first time. */
  later(message: DeliveryMessage, seconds: number): Promise<void>;
}

/** After this long of being told "later", a person shall know. */
const PATIENCE_MS = 24 * 3_600_000;
/** The longest that a queue waits. */
const LONGEST_SECONDS = 900;

/** Whether an ERP that says when to come again is still waited for. */
export const mayWait = ({ postponedSince }: DeliveryMessage, now: number): boolean =>
  postponedSince === undefined || now - Date.parse(postponedSince) < PATIENCE_MS;

/** How long the ERP, or its used up budget, wants to be left alone. Undefined where it did not say: then the queue's own retries are for it. */
export function secondsToWait(error: unknown, message: DeliveryMessage, now: number): number | undefined {
  if (!(error instanceof ErpUnavailableError) || !mayWait(message, now)) return undefined;
  const { retryAfterSeconds } = error;
  if (retryAfterSeconds === undefined) return undefined;
  return Math.min(LONGEST_SECONDS, Math.max(1, Math.ceil(retryAfterSeconds)));
}

/** Waiting is no failed attempt: it goes as a new message, with its bytes where they are archived by now. */
export const comesAgain = (
  message: DeliveryMessage,
  archived: ArchivedBody | undefined,
  now: number,
): DeliveryMessage => ({
  ...message,
  ...(archived && { body: { archived } }),
  postponedSince: message.postponedSince ?? new Date(now).toISOString(),
});
