import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { checkAuthenticity, type Verdict } from '../../../../../functions/shared/erp/authenticity.ts';
import type { Authenticity } from '../../../../../functions/shared/erp/manifest/authenticity.ts';
import type { RawRequest, Secrets } from '../../../../../functions/shared/erp/types.ts';
import { aConnector, aWebhook } from '../../../../support/erp/a-connector.ts';
import { aRequest } from '../../../../support/erp/requests.ts';

type Rule = Extract<Authenticity, { kind: string }>;

function check(
  rule: Partial<Rule> & { kind: Rule['kind'] },
  request: RawRequest,
  secrets: Secrets = {},
  nowMs = 0,
): Verdict {
  return checkAuthenticity(
    aConnector({ webhook: aWebhook({ authenticity: rule as never }) }),
    request,
    secrets,
    nowMs,
  );
}

const hmac = (hash: string, key: string, body: string, encoding: 'hex' | 'base64') =>
  createHmac(hash, key).update(body).digest(encoding);

describe('HMAC', () => {
  const body = '{"n": 1.0, "ä": "\\u00e4"}';
  const rule = { kind: 'hmac', header: 'x-signature', secret: 'key' } as const;
  const signed = (signature: string) => aRequest({ body, headers: { 'x-signature': signature } });

  it('is over the raw bytes, blanks and escapes included', () => {
    const signature = hmac('sha256', 'k', body, 'base64');

    expect(check(rule, signed(signature), { key: 'k' })).toEqual({ authentic: true });
    expect(
      check(rule, aRequest({ body: body.replace(' ', ''), headers: { 'x-signature': signature } }), {
        key: 'k',
      }),
    ).toEqual({
      authentic: false,
      reason: 'signature',
    });
  });

  it.each(['sha1', 'sha256', 'sha384', 'sha512'] as const)('knows hex with a prefix by %s', (hash) => {
    const signature = `${hash}=${hmac(hash, 'k', body, 'hex')}`;

    expect(
      check({ ...rule, hash, encoding: 'hex', prefix: `${hash}=` }, signed(signature), { key: 'k' }),
    ).toEqual({ authentic: true });
  });

  it.each([
    ['base64', Buffer.from('k').toString('base64')],
    ['hex', Buffer.from('k').toString('hex')],
    ['whsec', `whsec_${Buffer.from('k').toString('base64')}`],
  ] as const)('decodes a key written as %s', (key, secret) => {
    expect(check({ ...rule, key }, signed(hmac('sha256', 'k', body, 'base64')), { key: secret })).toEqual({
      authentic: true,
    });
  });

  it('can cover path and headers besides the body', () => {
    const request = aRequest({
      body,
      path: '/hooks/x',
      headers: { 'x-id': '7', 'x-signature': hmac('sha256', 'k', `/hooks/x|7|${body}`, 'base64') },
    });

    expect(check({ ...rule, signed: '{path}|{header:x-id}|{body}' }, request, { key: 'k' })).toEqual({
      authentic: true,
    });
    expect(check({ ...rule, signed: '{header:x-missing}{body}' }, request, { key: 'k' })).toEqual({
      authentic: false,
      reason: 'missing',
    });
  });

  it.each([
    ['no secret', {}],
    ['an empty secret', { key: '' }],
    ['a list of empty secrets', { key: [''] }],
  ])('with %s nobody gets in, not even with a signature by the empty key', (_, secrets) => {
    expect(check(rule, signed(hmac('sha256', '', body, 'base64')), secrets)).toEqual({
      authentic: false,
      reason: 'not-configured',
    });
  });

  it.each(['', ',', '=', 'not base64 !', 'a'.repeat(100_000)])('the header %# is refused', (header) => {
    expect(check(rule, signed(header), { key: 'k' }).authentic).toBe(false);
  });

  it('milliseconds are understood, and a time that is no number is refused', () => {
    const timed = {
      ...rule,
      timestamp: { header: 'x-time', unit: 'milliseconds', toleranceSeconds: 1 },
    } as const;
    const at = (time: string) =>
      check(
        timed,
        aRequest({ body, headers: { 'x-signature': hmac('sha256', 'k', body, 'base64'), 'x-time': time } }),
        { key: 'k' },
        10_000,
      );

    expect([at('9000'), at('11000')]).toEqual([{ authentic: true }, { authentic: true }]);
    expect([at('8999'), at('11001'), at('soon'), at('-9000')].map((verdict) => verdict.authentic)).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });
});

describe('public keys', () => {
  const body = '{"resourceId":"1"}';
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const ed = generateKeyPairSync('ed25519');
  const pem = (pair: typeof ed) => pair.publicKey.export({ type: 'spki', format: 'pem' }) as string;
  const request = (signature: string) => aRequest({ body, headers: { 'x-lxo-signature': signature } });
  const rule = { kind: 'public-key', header: 'x-lxo-signature', secret: 'publicKey' } as const;

  it.each(['sha256', 'sha512'] as const)('an RSA signature by %s is verified', (hash) => {
    const signature = sign(hash, Buffer.from(body), rsa.privateKey).toString('base64');

    expect(check({ ...rule, algorithm: `rsa-${hash}` }, request(signature), { publicKey: pem(rsa) })).toEqual(
      { authentic: true },
    );
    expect(
      check({ ...rule, algorithm: `rsa-${hash}` }, aRequest({ headers: { 'x-lxo-signature': signature } }), {
        publicKey: pem(rsa),
      }),
    ).toEqual({
      authentic: false,
      reason: 'signature',
    });
  });

  it('an ed25519 signature is verified, its key as PEM or as whpk_', () => {
    const signature = `v1a,${sign(null, Buffer.from(body), ed.privateKey).toString('base64')}`;
    const raw = ed.publicKey.export({ type: 'spki', format: 'der' }).subarray(-32).toString('base64');
    const verdicts = [pem(ed), `whpk_${raw}`, [pem(generateKeyPairSync('ed25519')), pem(ed)]].map(
      (publicKey) =>
        check({ ...rule, algorithm: 'ed25519', prefix: 'v1a,', separator: ' ' }, request(signature), {
          publicKey,
        }),
    );

    expect(verdicts).toEqual([{ authentic: true }, { authentic: true }, { authentic: true }]);
  });

  it('a key of the wrong kind or without sense never verifies and never throws', () => {
    expect(check({ ...rule, algorithm: 'rsa-sha512' }, request('AAAA'), { publicKey: pem(ed) })).toEqual({
      authentic: false,
      reason: 'signature',
    });
    expect(check({ ...rule, algorithm: 'ed25519' }, request('AAAA'), { publicKey: 'nonsense' })).toEqual({
      authentic: false,
      reason: 'not-configured',
    });
  });
});

describe('shared values', () => {
  it.each([
    [
      'header',
      { kind: 'shared-value', at: 'header', name: 'x-token', secret: 's' },
      aRequest({ headers: { 'x-token': 'abc' } }),
    ],
    [
      'query',
      { kind: 'shared-value', at: 'query', name: 'token', secret: 's' },
      aRequest({ query: { token: 'abc' } }),
    ],
    ['path', { kind: 'shared-value', at: 'path', secret: 's' }, aRequest({ path: '/hooks/erp/abc' })],
    ['bearer', { kind: 'bearer', secret: 's' }, aRequest({ headers: { authorization: 'Bearer abc' } })],
    [
      'basic',
      { kind: 'basic', user: 'u', password: 's' },
      aRequest({ headers: { authorization: `basic ${btoa('me:abc')}` } }),
    ],
  ] as const)('a value in the %s lets in, a longer or shorter one does not', (_, rule, request) => {
    expect(check(rule, request, { s: 'abc', u: 'me' })).toEqual({ authentic: true });
    expect(check(rule, request, { s: ['old', 'abc'], u: 'me' })).toEqual({ authentic: true });
    expect(check(rule, request, { s: 'abcd', u: 'me' })).toEqual({ authentic: false, reason: 'secret' });
    expect(check(rule, request, { s: 'ab', u: 'me' })).toEqual({ authentic: false, reason: 'secret' });
    expect(check(rule, aRequest({ path: '' }), { s: 'abc', u: 'me' }).authentic).toBe(false);
    expect(check(rule, request, {})).toEqual({ authentic: false, reason: 'not-configured' });
  });

  it('a connector that takes no webhooks lets nobody in', () => {
    expect(checkAuthenticity(aConnector(), aRequest(), {}, 0)).toEqual({
      authentic: false,
      reason: 'not-configured',
    });
  });
});

describe('one of several proofs', () => {
  const rule = {
    kind: 'any-of',
    rules: [
      { kind: 'bearer', secret: 'token' },
      { kind: 'basic', user: 'user', password: 'password' },
    ],
  } satisfies Rule;
  const sent = (authorization: string) => aRequest({ headers: { authorization } });
  const basic = `Basic ${Buffer.from('erp:pass').toString('base64')}`;
  const both = { token: 't', user: 'erp', password: 'pass' };

  it.each(['Bearer t', basic])('%s is enough', (authorization) => {
    expect(check(rule, sent(authorization), both)).toEqual({ authentic: true });
  });

  it('what the connection has no secret for lets nobody in', () => {
    expect(check(rule, sent(basic), { token: 't' }).authentic).toBe(false);
    expect(check(rule, sent('Bearer '), { user: 'erp', password: 'pass' }).authentic).toBe(false);
    expect(check(rule, sent(basic), {})).toEqual({ authentic: false, reason: 'not-configured' });
  });

  it('says why the one failed that could have counted', () => {
    expect(check(rule, sent('Bearer x'), { token: 't' })).toEqual({ authentic: false, reason: 'secret' });
  });
});
