import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openIdentity } from '../local/cloud/identity/index.ts';

export interface TokenWish {
  readonly roles: readonly string[];
  readonly company?: string;
  readonly subject?: string;
  readonly hours?: number;
}

/** Signs a token with the key of the embedded installation's own issuer; works only there, running or not. */
export async function mintDevelopmentToken(dataFolder: string, wish: TokenWish): Promise<string> {
  // Opening the issuer would make a key, and with it a folder that looks like somebody else's.
  if (!existsSync(join(dataFolder, 'identity')))
    throw new Error(
      `There is no installation in ${dataFolder} yet. Start it with "npm start", or name another folder with --data.`,
    );
  const identity = await openIdentity(dataFolder);
  return identity.mintToken({
    sub: wish.subject ?? 'developer',
    roles: [...wish.roles],
    company: wish.company ?? 'demo',
    expiresInSeconds: (wish.hours ?? 12) * 3600,
  });
}
