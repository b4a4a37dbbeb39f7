import { createLocalJWKSet, exportJWK, generateKeyPair, SignJWT, type JWTPayload } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import { authorize } from '../../../../../local/cloud/http-api/jwt-authorizer.ts';

const ISSUER = 'https://issuer.example/pool';
const NOW = Date.UTC(2026, 0, 1);
const seconds = NOW / 1000;
const spec = { issuer: ISSUER, audience: ['client'], scopes: [] };

type Keys = Awaited<ReturnType<typeof generateKeyPair>>;
let keys: Keys;
let others: Keys;
let elliptic: Keys;
beforeAll(async () => {
  [keys, others, elliptic] = await Promise.all([
    generateKeyPair('RS256', { extractable: true }),
    generateKeyPair('RS256'),
    generateKeyPair('ES256', { extractable: true }),
  ]);
});

const claims: JWTPayload = { iss: ISSUER, aud: 'client', sub: 'me', exp: seconds + 60 };
const sign = (changes: JWTPayload = {}, { privateKey }: Keys = keys, alg = 'RS256') =>
  new SignJWT({ ...claims, ...changes }).setProtectedHeader({ alg }).sign(privateKey);
const signWithoutAudience = (changes: JWTPayload) => {
  const { aud, ...others } = claims;
  void aud;
  return new SignJWT({ ...others, ...changes }).setProtectedHeader({ alg: 'RS256' }).sign(keys.privateKey);
};
const check = async (authorization: string | undefined, scopes: string[] = []) => {
  const jwks = [await exportJWK(keys.publicKey), await exportJWK(elliptic.publicKey)];
  const keysOf = () => Promise.resolve(createLocalJWKSet({ keys: jwks }));
  return authorize({ ...spec, scopes }, authorization, { keysOf, now: () => NOW });
};

describe('JWT authorizer', () => {
  it('hands on claims as text, lists in brackets', async () => {
    const token = await sign({
      'cognito:groups': ['reader', 'operator'],
      'custom:company': 'acme',
      n: 3,
      deep: { a: 1 },
    });

    expect(await check(`Bearer ${token}`)).toMatchObject({
      allowed: true,
      scopes: null,
      claims: {
        sub: 'me',
        'cognito:groups': '[reader operator]',
        'custom:company': 'acme',
        n: '3',
        exp: `${seconds + 60}`,
        deep: '{"a":1}',
      },
    });
  });

  it('takes a token without the word Bearer', async () => {
    expect(await check(await sign())).toMatchObject({ allowed: true });
  });

  it('takes client_id where there is no audience', async () => {
    expect(await check(`Bearer ${await signWithoutAudience({ client_id: 'client' })}`)).toMatchObject({
      allowed: true,
    });
  });

  it.each<[string, () => Promise<string | undefined>]>([
    ['no header', () => Promise.resolve(undefined)],
    ['an empty token', () => Promise.resolve('Bearer ')],
    ['rubbish', () => Promise.resolve('Bearer a.b.c')],
    ['another issuer', () => sign({ iss: 'https://evil.example' })],
    ['another audience', () => sign({ aud: 'someone' })],
    ['another audience in spite of the right client_id', () => sign({ aud: 'someone', client_id: 'client' })],
    ['an expired token', () => sign({ exp: seconds - 1 })],
    ['a token from the future', () => sign({ nbf: seconds + 10 })],
    ['a foreign key', () => sign({}, others)],
    ['an algorithm that is not RSA', () => sign({}, elliptic, 'ES256')],
  ])('refuses %s with 401', async (_what, token) => {
    expect(await check(await token())).toEqual({ allowed: false, status: 401 });
  });

  it('refuses a token that lost its signature', async () => {
    const [header = '', payload = ''] = (await sign()).split('.');

    expect(await check(`${header}.${payload}.`)).toEqual({ allowed: false, status: 401 });
  });

  it('refuses a token with alg none', async () => {
    const [, payload = ''] = (await sign()).split('.');
    const none = Buffer.from('{"alg":"none"}').toString('base64url');

    expect(await check(`${none}.${payload}.`)).toEqual({ allowed: false, status: 401 });
  });

  it.each([
    ['scope text', { scope: 'read write' }, { allowed: true, scopes: ['write'] }],
    ['scp list', { scp: ['write'] }, { allowed: true, scopes: ['write'] }],
    ['no matching scope', { scope: 'read' }, { allowed: false, status: 403 }],
    ['no scope', {}, { allowed: false, status: 403 }],
  ])('a route that wants a scope decides by %s', async (_what, changes, verdict) => {
    expect(await check(await sign(changes), ['write', 'admin'])).toMatchObject(verdict);
  });
});
