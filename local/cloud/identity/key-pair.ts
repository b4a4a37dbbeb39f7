import { exportJWK, generateKeyPair, importJWK, type CryptoKey, type JWK } from 'jose';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export interface SigningKey {
  readonly privateKey: CryptoKey;
  readonly publicJwk: JWK;
}

/** The issuer's RSA key: kept in the data folder so that tokens outlive a restart. */
export async function loadSigningKey(folder: string | undefined): Promise<SigningKey> {
  const file = folder === undefined ? undefined : join(folder, 'identity', 'key.json');
  const stored = file !== undefined && existsSync(file) ? readKey(file) : await newKey(file);
  const privateKey = await importJWK(stored, 'RS256');
  if (privateKey instanceof Uint8Array)
    throw new Error(`${file ?? ''} is no RSA key; delete it to get a new one.`);
  return { privateKey, publicJwk: publicPart(stored) };
}

function publicPart({ kty, n, e, kid }: JWK): JWK {
  return Object.assign({ alg: 'RS256', use: 'sig' }, { kty, n, e, kid }) as JWK;
}

function readKey(file: string): JWK {
  return JSON.parse(readFileSync(file, 'utf8')) as JWK;
}

async function newKey(file: string | undefined): Promise<JWK> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const jwk = { ...(await exportJWK(privateKey)), kid: 'embedded' };
  if (file !== undefined) writePrivately(file, JSON.stringify(jwk));
  return jwk;
}

/** Whole or not at all, and for the owner only. */
export function writePrivately(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.new`, text, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}
