import { createLocalJWKSet, createRemoteJWKSet, SignJWT, type JWTVerifyGetKey } from 'jose';
import type { Clock } from '../clock.ts';
import { jsonAnswer, type HttpAnswer } from '../http/answer.ts';
import { loadSigningKey, type SigningKey } from './key-pair.ts';

export interface UserPool {
  readonly poolId: string;
  readonly issuer: string;
}

export interface TokenRequest {
  readonly sub: string;
  readonly roles: readonly string[];
  readonly company: string;
  /** Seconds; an hour unless said. */
  readonly expiresIn?: number;
  /** Which client the token is for; the first one declared unless said. */
  readonly clientId?: string;
}

const AN_HOUR = 3600;

/** Stands in for Cognito: one signing key for all user pools, tokens minted on request instead of by signing in. */
export class Identity {
  readonly #clock: Clock;
  readonly #key: SigningKey;
  readonly #pools: UserPool[] = [];
  readonly #clients: { readonly clientId: string; readonly poolId: string }[] = [];
  readonly #ownKeys: Promise<JWTVerifyGetKey>;
  readonly #outside = new Map<string, Promise<JWTVerifyGetKey>>();

  private constructor(clock: Clock, key: SigningKey) {
    this.#clock = clock;
    this.#key = key;
    this.#ownKeys = Promise.resolve(createLocalJWKSet({ keys: [key.publicJwk] }));
  }

  static async open(options: { readonly clock: Clock; readonly folder?: string }): Promise<Identity> {
    return new Identity(options.clock, await loadSigningKey(options.folder));
  }

  definePool(pool: UserPool): void {
    this.#pools.push(pool);
  }

  defineClient(clientId: string, poolId: string): void {
    this.#clients.push({ clientId, poolId });
  }

  /** An ID token as Cognito issues it, with the groups as roles and the company as a custom attribute. */
  async mintToken(request: TokenRequest): Promise<string> {
    const client = this.#clients.find(({ clientId }) => clientId === (request.clientId ?? clientId));
    const pool = this.#pools.find(({ poolId }) => poolId === client?.poolId);
    if (!client || !pool)
      throw new Error('The application declares no user pool client to mint a token for.');
    const now = Math.floor(this.#clock.now() / 1000);
    const claims = {
      'cognito:groups': request.roles,
      'cognito:username': request.sub,
      'custom:company': request.company,
      token_use: 'id',
      auth_time: now,
    };
    return new SignJWT(claims)
      .setProtectedHeader({ alg: 'RS256', kid: this.#key.publicJwk.kid ?? '' })
      .setSubject(request.sub)
      .setIssuer(pool.issuer)
      .setAudience(client.clientId)
      .setIssuedAt(now)
      .setExpirationTime(now + (request.expiresIn ?? AN_HOUR))
      .sign(this.#key.privateKey);
  }

  /** The keys that verify an issuer's tokens; an issuer that is none of ours is asked over the network, once. */
  keysOf(issuer: string): Promise<JWTVerifyGetKey> {
    if (this.#pools.some((pool) => pool.issuer === issuer)) return this.#ownKeys;
    const known = this.#outside.get(issuer);
    if (known) return known;
    const asked = discoverKeys(issuer);
    this.#outside.set(issuer, asked);
    asked.catch(() => this.#outside.delete(issuer));
    return asked;
  }

  /** `/{poolId}/.well-known/jwks.json` and `openid-configuration`; undefined for any other path. */
  answer(path: string, endpoint: string): HttpAnswer | undefined {
    const [, poolId, document] =
      /^\/([^/]+)\/\.well-known\/(jwks\.json|openid-configuration)$/.exec(path) ?? [];
    const pool = this.#pools.find((candidate) => candidate.poolId === poolId);
    if (!pool) return undefined;
    if (document === 'jwks.json') return jsonAnswer(200, { keys: [this.#key.publicJwk] });
    const jwksUri = `${endpoint}/${pool.poolId}/.well-known/jwks.json`;
    return jsonAnswer(200, {
      issuer: pool.issuer,
      jwks_uri: jwksUri,
      id_token_signing_alg_values_supported: ['RS256'],
    });
  }
}

async function discoverKeys(issuer: string): Promise<JWTVerifyGetKey> {
  const response = await fetch(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`);
  if (!response.ok)
    throw new Error(`The issuer ${issuer} answers ${response.status} instead of its configuration.`);
  const { jwks_uri } = (await response.json()) as { jwks_uri: string };
  return createRemoteJWKSet(new URL(jwks_uri));
}
