import { createHmac } from 'node:crypto';
import type { HmacRule } from '../manifest/authenticity.ts';
import { secretValues, type RawRequest, type Secrets } from '../types.ts';
import { equalSecrets } from './equal.ts';
import { hmacKey } from './hmac-key.ts';
import { signedContent } from './signed-content.ts';
import { sentSignatures } from './signatures.ts';
import { authentic, refused, type Verdict } from './verdict.ts';

/** Any sent signature may match any of our secrets: that is how both sides rotate without a gap. */
export function checkHmac(rule: HmacRule, request: RawRequest, secrets: Secrets): Verdict {
  const keys = secretValues(secrets, rule.secret)
    .map((secret) => hmacKey(secret, rule.key))
    .filter((key) => key !== undefined);
  if (keys.length === 0) return refused('not-configured');
  const header = request.headers[rule.header];
  const content = signedContent(rule.signed, request);
  if (header === undefined || header === '' || content === undefined) return refused('missing');
  const expected = keys.map((key) => createHmac(rule.hash, key).update(content).digest());
  const sent = sentSignatures(rule, header);
  const matches = expected.flatMap((mine) => sent.map((theirs) => equalSecrets(mine, theirs)));
  return matches.includes(true) ? authentic : refused('signature');
}
