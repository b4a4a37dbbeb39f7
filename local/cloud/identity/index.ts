import { createLocalJWKSet, type JWTVerifyGetKey } from 'jose';
import { systemClock, type Clock } from '../clock.ts';
import { jsonAnswer, type HttpAnswer } from '../http/answer.ts';
import { readClients, writeClients, type Client } from './clients.ts';
import { loadSigningKey, type SigningKey } from './key-pair.ts';
import { outsideKeys } from './outside-keys.ts';
import { signToken, type TokenRequest } from './token.ts';

export type { TokenRequest } from './token.ts';

export interface IdentityOptions {
  readonly clock: Clock;
  readonly folder?: string;
}

/** Opens the issuer of an installation from its data folder alone, running or not. */
export async function openIdentity(folder: string): Promise<Identity> {
  const identity = new Identity({ clock: systemClock }, await loadSigningKey(folder));
  for (const client of readClients(folder)) identity.defineClient(client);
  return identity;
}

/** The issuer of a cloud that boots; it learns its user pools from the template. */
export async function startIdentity(options: IdentityOptions): Promise<Identity> {
  return new Identity(options, await loadSigningKey(options.folder));
}

/** Stands in for Cognito: one key for all user pools, tokens minted on request instead of by signing in. */
export class Identity {
  readonly #options: IdentityOptions;
  readonly #key: SigningKey;
  readonly #ownKeys: Promise<JWTVerifyGetKey>;
  readonly #outsideKeys = outsideKeys();
  readonly #issuers = new Map<string, string>();
  readonly #clients: Client[] = [];

  constructor(options: IdentityOptions, key: SigningKey) {
    this.#options = options;
    this.#key = key;
    this.#ownKeys = Promise.resolve(createLocalJWKSet({ keys: [key.publicJwk] }));
  }

  definePool(poolId: string, issuer: string): void {
    this.#issuers.set(poolId, issuer);
  }

  defineClient(client: Client): void {
    this.definePool(client.poolId, client.issuer);
    this.#clients.push(client);
    if (this.#options.folder !== undefined) writeClients(this.#options.folder, this.#clients);
  }

  /** For the first client the application declares. */
  async mintToken(request: TokenRequest): Promise<string> {
    const [client] = this.#clients;
    if (!client)
      throw new Error('There is no user pool client to mint a token for; start the application once.');
    return signToken(request, client, { key: this.#key, now: this.#options.clock.now() });
  }

  /** The keys that verify an issuer's tokens; one that is none of ours is asked over the network. */
  keysOf(issuer: string): Promise<JWTVerifyGetKey> {
    return [...this.#issuers.values()].includes(issuer) ? this.#ownKeys : this.#outsideKeys(issuer);
  }

  /** `/{poolId}/.well-known/jwks.json` and `openid-configuration`; undefined for any other path. */
  answer(path: string, endpoint: string): HttpAnswer | undefined {
    const [, poolId = '', document] =
      /^\/([^/]+)\/\.well-known\/(jwks\.json|openid-configuration)$/.exec(path) ?? [];
    const issuer = this.#issuers.get(poolId);
    if (issuer === undefined) return undefined;
    if (document === 'jwks.json') return jsonAnswer(200, { keys: [this.#key.publicJwk] });
    return jsonAnswer(200, {
      issuer,
      jwks_uri: `${endpoint}/${poolId}/.well-known/jwks.json`,
      id_token_signing_alg_values_supported: ['RS256'],
    });
  }
}
