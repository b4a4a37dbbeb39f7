import { checkBasic, checkBearer } from './authenticity/check-authorization.ts';
import { checkHmac } from './authenticity/check-hmac.ts';
import { checkPublicKey } from './authenticity/check-public-key.ts';
import { checkSharedValue } from './authenticity/check-shared-value.ts';
import { checkTimestamp } from './authenticity/check-timestamp.ts';
import { bestOf } from './authenticity/best-of.ts';
import { authentic, refused, type Verdict } from './authenticity/verdict.ts';
import type { Connector } from './connectors.ts';
import type { Authenticity, SignatureRule } from './manifest/authenticity.ts';
import type { RawRequest, Secrets } from './types.ts';

export type { Refusal, Verdict } from './authenticity/verdict.ts';

/**
 * Whether a request comes from the ERP, decided on the raw bytes and before anything is parsed. Where the secret stands
 * in each entry of the body (`shared-value` at `entry`), the entries are decided by `readChanges`. Never throws on input.
 */
export function checkAuthenticity(
  connector: Connector,
  request: RawRequest,
  secrets: Secrets,
  nowMs: number,
): Verdict {
  const rule = connector.manifest.webhook?.authenticity;
  return rule === undefined ? refused('not-configured') : checkRule(rule, { request, secrets, nowMs });
}

interface Evidence {
  readonly request: RawRequest;
  readonly secrets: Secrets;
  readonly nowMs: number;
}

function checkRule(rule: Authenticity, { request, secrets, nowMs }: Evidence): Verdict {
  switch (rule.kind) {
    case 'hmac':
      return afterTimestamp(rule, { request, secrets, nowMs }, () => checkHmac(rule, request, secrets));
    case 'public-key':
      return afterTimestamp(rule, { request, secrets, nowMs }, () => checkPublicKey(rule, request, secrets));
    case 'shared-value':
      return checkSharedValue(rule, request, secrets);
    case 'basic':
      return checkBasic(rule, request, secrets);
    case 'bearer':
      return checkBearer(rule.secret, request, secrets);
    case 'any-of':
      return bestOf(rule.rules.map((each) => checkRule(each, { request, secrets, nowMs })));
    case 'none':
      return authentic;
  }
}

/** The time is checked last, so that `timestamp` is said of correctly signed requests only. */
function afterTimestamp(rule: SignatureRule, evidence: Evidence, checkSignature: () => Verdict): Verdict {
  const verdict = checkSignature();
  return verdict.authentic ? checkTimestamp(rule, evidence.request, evidence.nowMs) : verdict;
}
