import { checkAuthenticity } from '../authenticity.ts';
import type { Connector } from '../connectors.ts';
import { judgeEntries } from '../envelope.ts';
import { parseLossless } from '../lossless-json.ts';
import type { RawRequest, Secrets } from '../types.ts';
import type { TrialResult } from './try-payload.ts';

export type Judgement = Pick<TrialResult, 'authentic' | 'reason' | 'refused'>;

export const notJudged: Judgement = { authentic: null, refused: [] };

/**
 * Whether the door would let a body in, told without evaluating any mapping: for mappings that run elsewhere, where no secret goes.
 */
export function judgeBody(
  connector: Connector,
  {
    request,
    secrets,
    nowMs,
  }: { readonly request: RawRequest; readonly secrets: Secrets; readonly nowMs: number },
): Judgement {
  const verdict = checkAuthenticity(connector, request, secrets, nowMs);
  if (!verdict.authentic) return { authentic: false, reason: verdict.reason, refused: [] };
  const json = parseLossless(request.body);
  if (!json.ok) return { authentic: true, refused: [] };
  const { authentic, refused } = judgeEntries(connector, json.value, secrets);
  return authentic
    ? { authentic, refused }
    : { authentic, refused, reason: refused.length > 0 ? 'secret' : 'missing' };
}
