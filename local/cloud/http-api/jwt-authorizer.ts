import { errors, jwtVerify, type JWTPayload, type JWTVerifyGetKey } from 'jose';
import type { JwtAuthorizerSpec } from './api-spec.ts';
import { claimTexts } from './claim-texts.ts';

export type AuthorizerVerdict =
  | {
      readonly allowed: true;
      readonly claims: Readonly<Record<string, string>>;
      readonly scopes: readonly string[] | null;
    }
  | { readonly allowed: false; readonly status: 401 | 403 };

/** Finds the keys of an issuer: the embedded user pools', or those of an outside OpenID provider. */
export type IssuerKeys = (issuer: string) => Promise<JWTVerifyGetKey>;

export interface JwtAuthorizerPorts {
  readonly keysOf: IssuerKeys;
  readonly now: () => number;
}

/** API Gateway's JWT authorizer supports RSA algorithms only. */
const ALGORITHMS = ['RS256', 'RS384', 'RS512'];

/** Checks signature, issuer, audience (or `client_id`), times and scopes, as API Gateway does. */
export async function authorize(
  spec: JwtAuthorizerSpec,
  authorization: string | undefined,
  ports: JwtAuthorizerPorts,
): Promise<AuthorizerVerdict> {
  const token = authorization?.replace(/^Bearer\s+/i, '').trim();
  const payload = token ? await verify(token, spec, ports) : undefined;
  if (!payload || !isForAudience(payload, spec.audience)) return { allowed: false, status: 401 };
  const granted = grantedScopes(payload);
  const matching = spec.scopes.filter((scope) => granted.includes(scope));
  if (spec.scopes.length > 0 && matching.length === 0) return { allowed: false, status: 403 };
  return { allowed: true, claims: claimTexts(payload), scopes: spec.scopes.length > 0 ? matching : null };
}

async function verify(
  token: string,
  spec: JwtAuthorizerSpec,
  ports: JwtAuthorizerPorts,
): Promise<JWTPayload | undefined> {
  try {
    const options = { issuer: spec.issuer, algorithms: ALGORITHMS, currentDate: new Date(ports.now()) };
    const { payload } = await jwtVerify(token, await ports.keysOf(spec.issuer), options);
    return payload;
  } catch (error) {
    if (error instanceof errors.JOSEError) return undefined;
    throw error;
  }
}

function isForAudience(payload: JWTPayload, audience: readonly string[]): boolean {
  const named = [payload.aud ?? payload['client_id']].flat();
  return named.some((name) => typeof name === 'string' && audience.includes(name));
}

function grantedScopes(payload: JWTPayload): string[] {
  const scopes = payload['scp'] ?? payload['scope'];
  if (Array.isArray(scopes)) return scopes.filter((scope) => typeof scope === 'string');
  return typeof scopes === 'string' ? scopes.split(' ') : [];
}
