import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import type { HmacRule } from '../manifest/authenticity.ts';
import { secretValues, type RawRequest, type Secrets } from '../types.ts';
import { equalSecrets } from './equal.ts';
import { signedContent } from './signed-content.ts';
import { sentSignatures } from './signatures.ts';
import { authentic, refused, type Verdict } from './verdict.ts';

/** Any sent signature may match any of our secrets: that is how both sides rotate without a gap. */
export function checkHmac(rule: HmacRule, request: RawRequest, secrets: Secrets): Verdict {
  const keys = secretValues(secrets, rule.secret)
    .map((secret) => keyOf(secret, rule.key))
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

/** Undefined where nothing is left of the secret: an empty key would let anybody in. */
function keyOf(secret: string, encoding: HmacRule['key']): KeyObject | undefined {
  const bytes = bytesOf(secret, encoding);
  return bytes.length > 0 ? createSecretKey(bytes) : undefined;
}

function bytesOf(secret: string, encoding: HmacRule['key']): Buffer {
  if (encoding === 'whsec') return Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  return Buffer.from(secret, encoding === 'text' ? 'utf8' : encoding);
}
