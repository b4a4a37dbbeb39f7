import { SignJWT } from 'jose';
import type { Client } from './clients.ts';
import type { SigningKey } from './key-pair.ts';

export interface TokenRequest {
  readonly sub: string;
  readonly roles: readonly string[];
  readonly company: string;
  /** An hour unless said. */
  readonly expiresInSeconds?: number;
}

const AN_HOUR = 3600;

/** An ID token as Cognito issues it, with the groups as roles and the company as a custom attribute. */
export function signToken(
  request: TokenRequest,
  client: Client,
  by: { key: SigningKey; now: number },
): Promise<string> {
  const now = Math.floor(by.now / 1000);
  const claims = {
    'cognito:groups': request.roles,
    'cognito:username': request.sub,
    'custom:company': request.company,
    token_use: 'id',
    auth_time: now,
  };
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'RS256', kid: by.key.publicJwk.kid ?? '' })
    .setSubject(request.sub)
    .setIssuer(client.issuer)
    .setAudience(client.clientId)
    .setIssuedAt(now)
    .setExpirationTime(now + (request.expiresInSeconds ?? AN_HOUR))
    .sign(by.key.privateKey);
}
