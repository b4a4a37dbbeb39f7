import { createPublicKey, verify, type KeyObject } from 'node:crypto';
import type { PublicKeyRule } from '../manifest/authenticity.ts';
import { secretValues, type RawRequest, type Secrets } from '../types.ts';
import { signedContent } from './signed-content.ts';
import { sentSignatures } from './signatures.ts';
import { authentic, refused, type Verdict } from './verdict.ts';

const hashOf = { 'rsa-sha256': 'sha256', 'rsa-sha512': 'sha512', ed25519: null } as const;
/** The fixed start of an ed25519 public key in SPKI form (RFC 8410); the 32 raw bytes follow. */
const ed25519Spki = Buffer.from('302a300506032b6570032100', 'hex');

export function checkPublicKey(rule: PublicKeyRule, request: RawRequest, secrets: Secrets): Verdict {
  const keys = secretValues(secrets, rule.secret).flatMap(publicKeyOf);
  if (keys.length === 0) return refused('not-configured');
  const header = request.headers[rule.header];
  const content = signedContent(rule.signed, request);
  if (header === undefined || header === '' || content === undefined) return refused('missing');
  const signatures = sentSignatures(rule, header);
  const fits = keys
    .filter((key) => key.asymmetricKeyType === (rule.algorithm === 'ed25519' ? 'ed25519' : 'rsa'))
    .some((key) => signatures.some((signature) => verify(hashOf[rule.algorithm], content, key, signature)));
  return fits ? authentic : refused('signature');
}

/** A key that cannot be read counts as missing, so that the verdict says the configuration has to be mended. */
function publicKeyOf(text: string): KeyObject[] {
  try {
    return [createPublicKey(text.startsWith('whpk_') ? spkiOf(text) : text)];
  } catch {
    return [];
  }
}

function spkiOf(text: string): { key: Buffer; format: 'der'; type: 'spki' } {
  const raw = Buffer.from(text.slice('whpk_'.length), 'base64');
  return { key: Buffer.concat([ed25519Spki, raw]), format: 'der', type: 'spki' };
}
