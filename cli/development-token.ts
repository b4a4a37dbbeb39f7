import { openIdentity } from '../local/cloud/identity/index.ts';

export interface TokenWish {
  readonly roles: readonly string[];
  readonly company?: string;
  readonly subject?: string;
  readonly hours?: number;
}

/** Signs a token with the key of the embedded installation's own issuer; works only there. */
export async function mintDevelopmentToken(dataFolder: string, wish: TokenWish): Promise<string> {
  const identity = await openIdentity(dataFolder);
  return identity.mintToken({
    sub: wish.subject ?? 'developer',
    roles: [...wish.roles],
    company: wish.company ?? 'demo',
    expiresInSeconds: (wish.hours ?? 12) * 3600,
  });
}
