/** `missing`: nothing to check was sent. `timestamp`: outside the tolerance. `not-configured`: our own secret is missing. */
export type Refusal = 'missing' | 'signature' | 'timestamp' | 'secret' | 'not-configured';
export type Verdict = { readonly authentic: true } | { readonly authentic: false; readonly reason: Refusal };

export const authentic: Verdict = { authentic: true };
export function refused(reason: Refusal): Verdict {
  return { authentic: false, reason };
}
