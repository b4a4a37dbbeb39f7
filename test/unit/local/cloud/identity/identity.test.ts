import { decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { manualClock } from '../../../../../local/cloud/clock.ts';
import { openIdentity, startIdentity } from '../../../../../local/cloud/identity/index.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';

const NOW = Date.UTC(2026, 0, 1);
const client = { clientId: 'client', poolId: 'pool', issuer: 'https://issuer.example/pool' };
const anna = { sub: 'anna', roles: ['reader', 'sales'], company: 'acme' };

async function issuerIn(folder: string) {
  const identity = await startIdentity({ clock: manualClock(NOW), folder });
  identity.definePool(client.poolId, client.issuer);
  identity.defineClient(client);
  return identity;
}

describe('the embedded issuer', () => {
  it('issues ID tokens as Cognito does, for an hour of its own clock', async () => {
    const token = await (await issuerIn(temporaryFolder())).mintToken(anna);

    expect(decodeProtectedHeader(token).alg).toBe('RS256');
    expect(decodeJwt(token)).toEqual({
      sub: 'anna',
      'cognito:groups': ['reader', 'sales'],
      'cognito:username': 'anna',
      'custom:company': 'acme',
      token_use: 'id',
      iss: client.issuer,
      aud: client.clientId,
      iat: NOW / 1000,
      auth_time: NOW / 1000,
      exp: NOW / 1000 + 3600,
    });
  });

  it('keeps its key: a token survives a restart, and the data folder alone is enough to mint one', async () => {
    const folder = temporaryFolder();
    const before = await (await issuerIn(folder)).mintToken(anna);
    const restarted = await issuerIn(folder);
    const keys = await restarted.keysOf(client.issuer);

    const options = { issuer: client.issuer, audience: client.clientId };
    await expect(jwtVerify(before, keys, { ...options, currentDate: new Date(NOW) })).resolves.toBeDefined();
    const offline = await (await openIdentity(folder)).mintToken({ ...anna, expiresInSeconds: 60 });
    expect((await jwtVerify(offline, keys, options)).payload.sub).toBe('anna');
  });

  it('keeps its key to the owner of the folder', async () => {
    const folder = temporaryFolder();
    await issuerIn(folder);

    expect(statSync(join(folder, 'identity', 'key.json')).mode & 0o077).toBe(0);
  });

  it('publishes the public part of its key only', async () => {
    const identity = await issuerIn(temporaryFolder());
    const answer = identity.answer('/pool/.well-known/jwks.json', 'http://127.0.0.1:1');

    const { keys } = JSON.parse(String(answer?.body)) as { keys: object[] };
    expect(keys.map((key) => Object.keys(key).sort())).toEqual([['alg', 'e', 'kid', 'kty', 'n', 'use']]);
    expect(identity.answer('/other/.well-known/jwks.json', '')).toBeUndefined();
  });

  it('says what is missing when the application was never started', async () => {
    await expect((await openIdentity(temporaryFolder())).mintToken(anna)).rejects.toThrow(
      'start the application once',
    );
  });
});
