import { createRemoteJWKSet, type JWTVerifyGetKey } from 'jose';
import * as z from 'zod';

const configurationSchema = z.object({ jwks_uri: z.url() });

/** Keys of issuers that are none of ours, found by OpenID discovery and remembered. */
export function outsideKeys(): (issuer: string) => Promise<JWTVerifyGetKey> {
  const known = new Map<string, Promise<JWTVerifyGetKey>>();
  return (issuer) => {
    const before = known.get(issuer);
    if (before) return before;
    const asked = discover(issuer);
    known.set(issuer, asked);
    asked.catch(() => known.delete(issuer));
    return asked;
  };
}

async function discover(issuer: string): Promise<JWTVerifyGetKey> {
  const response = await fetch(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`);
  if (!response.ok)
    throw new Error(`The issuer ${issuer} answers ${response.status} instead of its configuration.`);
  const { jwks_uri } = configurationSchema.parse(await response.json());
  return createRemoteJWKSet(new URL(jwks_uri));
}
