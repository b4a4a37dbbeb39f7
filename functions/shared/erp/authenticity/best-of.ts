import { refused, type Verdict } from './verdict.ts';

/** One proof is enough. Without any, what is said is why the one failed that the connection has a secret for. */
export function bestOf(verdicts: readonly Verdict[]): Verdict {
  return (
    verdicts.find((verdict) => verdict.authentic) ??
    verdicts.find((verdict) => !verdict.authentic && !isAboutUs(verdict.reason)) ??
    refused('not-configured')
  );
}

const isAboutUs = (reason: Extract<Verdict, { authentic: false }>['reason']): boolean =>
  reason === 'not-configured';
