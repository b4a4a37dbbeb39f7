/** How subscriptions stand after a try to uphold them. */
export interface Upheld {
  readonly now: number;
  /** Since when tries have failed without one that went well; undefined where this one did. */
  readonly failingSince: string | undefined;
  readonly endsAt: readonly (string | undefined)[];
}

const PATIENCE_MS = 3 * 3_600_000;
const TOO_SOON_MS = 12 * 3_600_000;

/**
 * Whether a person has to look. An ERP may be away for an hour; not for three, and not while a subscription is about to end, after which
 * its changes come by catch-up only.
 */
export function needPerson({ now, failingSince, endsAt }: Upheld): boolean {
  if (failingSince === undefined) return false;
  if (now - Date.parse(failingSince) >= PATIENCE_MS) return true;
  return endsAt.some((end) => end !== undefined && Date.parse(end) - now < TOO_SOON_MS);
}
