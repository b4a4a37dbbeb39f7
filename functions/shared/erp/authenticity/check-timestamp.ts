import type { SignatureRule } from '../manifest/authenticity.ts';
import type { RawRequest } from '../types.ts';
import { authentic, refused, type Verdict } from './verdict.ts';

/** An old signature may be a replay, a future one a forged clock: both sides of the tolerance are refused. */
export function checkTimestamp(rule: SignatureRule, request: RawRequest, nowMs: number): Verdict {
  if (rule.timestamp === undefined) return authentic;
  const sent = request.headers[rule.timestamp.header];
  if (sent === undefined) return refused('missing');
  if (!/^\d{1,16}$/.test(sent)) return refused('timestamp');
  const sentMs = Number(sent) * (rule.timestamp.unit === 'seconds' ? 1000 : 1);
  return Math.abs(nowMs - sentMs) <= rule.timestamp.toleranceSeconds * 1000
    ? authentic
    : refused('timestamp');
}
