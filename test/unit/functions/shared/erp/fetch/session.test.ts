import { describe, expect, it } from 'vitest';
import { ask } from '../../../../../../functions/shared/erp/fetch/ask.ts';
import type { ErpAccess } from '../../../../../../functions/shared/erp/fetch/erp-access.ts';
import { aConnector } from '../../../../../support/erp/a-connector.ts';
import { access, scriptedErp, type ScriptedAnswer } from '../../../../../support/erp/scripted-erp.ts';

const secrets = { user: 'me', password: 'a secret' };
const login = {
  method: 'POST',
  path: 'login',
  body: { user: '{secret.user}', password: '{secret.password}' },
};
const byHeader = {
  session: { ...login, token: { path: 'data.token' }, send: { authorization: 'Bearer {session}' } },
};
const byCookies = { session: login };
const token = (value: string): ScriptedAnswer => ({ body: { data: { token: value } } });
const ok: ScriptedAnswer = { body: {} };

function erpWith(http: object, script: Parameters<typeof scriptedErp>[0]) {
  const erp = scriptedErp(script);
  const all = { authentication: { kind: 'none' }, errorText: ['error'], test: { path: '' }, ...http };
  return { erp, to: access(aConnector({ http: all as never }), erp, { secrets }) };
}

const asked = (to: ErpAccess, request: object = {}) =>
  ask(to, { request, values: {}, url: new URL('https://erp.example/api/v1/things') });

describe('a token of a login', () => {
  it('is sent as the manifest says, and taken from the login’s answer', async () => {
    const { erp, to } = erpWith(byHeader, [token('t1'), ok, ok]);
    await asked(to);
    await asked(to);

    expect(erp.asked.map(({ url }) => url.pathname)).toEqual([
      '/api/v1/login',
      '/api/v1/things',
      '/api/v1/things',
    ]);
    expect(erp.asked.map(({ headers }) => headers['authorization'])).toEqual([
      undefined,
      'Bearer t1',
      'Bearer t1',
    ]);
    expect(erp.asked[0]).toMatchObject({ method: 'POST', body: '{"user":"me","password":"a secret"}' });
  });

  it('may stand in headers and bodies of the requests themselves', async () => {
    const { erp, to } = erpWith({ session: { ...login, token: { path: 'data.token' } } }, [token('17'), ok]);
    await asked(to, {
      method: 'POST',
      headers: { 'x-run': '{session}' },
      body: { session: '{session}', uid: '{session:number}' },
    });

    expect(erp.asked[1]).toMatchObject({ headers: { 'x-run': '17' }, body: '{"session":"17","uid":17}' });
  });

  it('that should be a number and is none is not shown', async () => {
    const { to } = erpWith({ session: { ...login, token: { path: 'data.token' } } }, [token('t-secret')]);
    const said = asked(to, { method: 'POST', body: { uid: '{session:number}' } });

    await expect(said).rejects.toThrow('What stands in session should be a whole number');
  });

  it('that is no longer taken is renewed once: a 401 says so without a rule', async () => {
    const { erp, to } = erpWith(byHeader, [token('t1'), { status: 401 }, token('t2'), ok]);

    expect(await asked(to)).toMatchObject({ gone: false });
    expect(erp.asked.at(-1)?.headers['authorization']).toBe('Bearer t2');
  });

  it('that is refused twice is for a person', async () => {
    const { erp, to } = erpWith(byHeader, [token('t1'), { status: 401 }, token('t2'), { status: 401 }]);

    await expect(asked(to)).rejects.toThrow('user and password in its secret');
    expect(erp.asked).toHaveLength(4);
  });

  it('is not renewed where a rule says what a 401 means', async () => {
    const errors = [{ status: [401], means: 'unauthenticated' }];
    const { erp, to } = erpWith({ ...byHeader, errors }, [token('t1'), { status: 401 }]);

    await expect(asked(to)).rejects.toMatchObject({ name: 'ErpRejectedError' });
    expect(erp.asked).toHaveLength(2);
  });

  it('goes with the cookies of its answer', async () => {
    const answer = {
      ...token('t1'),
      headers: { 'set-cookie': 'a=1; Path=/; Expires=Wed, 01 Apr 2026 08:00:00 GMT, b=2' },
    };
    const { erp, to } = erpWith(byHeader, [answer, ok]);
    await asked(to);

    expect(erp.asked[1]?.headers['cookie']).toBe('a=1; b=2');
  });
});

describe('a login', () => {
  it('happens once for all that wait for it, and again after it failed', async () => {
    const script = [{ status: 503 }, token('t1'), ok, ok, ok];
    const { erp, to } = erpWith(byHeader, script);
    const failed = await Promise.allSettled([asked(to), asked(to)]);
    await Promise.all([asked(to), asked(to), asked(to)]);

    expect(failed.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(erp.asked.filter(({ url }) => url.pathname.endsWith('login'))).toHaveLength(2);
  });

  it.each<[string, object, ScriptedAnswer, string, RegExp]>([
    [
      'is refused',
      byHeader,
      { status: 400, body: { error: 'No such user.' } },
      'ErpRejectedError',
      /400: No such user\. Renew/,
    ],
    [
      'is refused inside a 200',
      { ...byHeader, errors: [{ status: [200], path: 'error', means: 'rejected' }] },
      { body: { error: 'no' } },
      'ErpRejectedError',
      /user and password/,
    ],
    [
      'answers without a token',
      byHeader,
      { body: { data: { token: false } } },
      'ErpRejectedError',
      /opened no session/,
    ],
    ['answers without cookies', byCookies, ok, 'ErpRejectedError', /opened no session/],
    [
      'is asked for too often',
      byHeader,
      { status: 429, headers: { 'retry-after': '7' } },
      'ErpUnavailableError',
      /429/,
    ],
    [
      'meets a server that is down',
      byHeader,
      { status: 502, body: '<h1>Bad gateway</h1>' },
      'ErpUnavailableError',
      /502/,
    ],
    [
      'meets the page of a proxy',
      byHeader,
      { body: '<h1>Maintenance</h1>' },
      'ErpUnavailableError',
      /no JSON/,
    ],
  ])('that %s leads to a sentence', async (_, http, answer, name, sentence) => {
    const { to } = erpWith(http, [answer]);

    await expect(asked(to)).rejects.toMatchObject({ name, message: expect.stringMatching(sentence) });
  });

  it('with a secret that a person replaced a moment ago is tried again', async () => {
    const { erp, to } = erpWith(byHeader, [{ status: 401 }, token('t1'), ok]);
    const newer = { ...to, newerSecrets: () => Promise.resolve({ ...secrets, password: 'mended' }) };

    expect(await asked(newer)).toMatchObject({ gone: false });
    expect(erp.asked[1]?.body).toContain('mended');
  });

  it('of other credentials is another session', async () => {
    const { erp, to } = erpWith(byHeader, [token('t1'), ok, token('t2'), ok]);
    await asked(to);
    await asked({ ...to, secrets: { ...secrets, password: 'changed' } });

    expect(erp.asked.at(-1)?.headers['authorization']).toBe('Bearer t2');
  });
});

describe('a token ahead of writes', () => {
  const csrf = {
    authentication: { kind: 'basic', user: 'user', password: 'password' },
    session: {
      path: '',
      headers: { 'x-csrf-token': 'Fetch' },
      token: { header: 'X-CSRF-Token' },
      send: { 'x-csrf-token': '{session}' },
      methods: ['POST', 'PUT'],
    },
    errors: [{ status: [403], header: 'X-CSRF-Token', matches: '^Required$', means: 'session-ended' }],
  };
  const granted = (value: string): ScriptedAnswer => ({ body: {}, headers: { 'x-csrf-token': value } });

  it('is fetched for the methods that need it, with the authentication', async () => {
    const { erp, to } = erpWith(csrf, [ok, granted('c1'), ok]);
    await asked(to);
    await asked(to, { method: 'POST', body: {} });
    const shown = erp.asked.map(({ method, headers }) => [
      method,
      headers['x-csrf-token'],
      headers['authorization'],
    ]);

    const basic = `Basic ${btoa('me:a secret')}`;
    expect(shown).toEqual([
      ['GET', undefined, basic],
      ['GET', 'Fetch', basic],
      ['POST', 'c1', basic],
    ]);
  });

  it('is renewed by what the header says, not by a 401, which is about the credentials', async () => {
    const required = { status: 403, headers: { 'x-csrf-token': 'Required' } };
    const renewed = erpWith(csrf, [granted('c1'), required, granted('c2'), ok]);
    expect(await asked(renewed.to, { method: 'POST', body: {} })).toMatchObject({ gone: false });

    const refused = erpWith(csrf, [granted('c1'), { status: 401 }]);
    await expect(asked(refused.to, { method: 'POST', body: {} })).rejects.toThrow('user and password');
    expect(refused.erp.asked).toHaveLength(2);
  });

  it('that does not last is no fault of the credentials: tried again later', async () => {
    const required = { status: 403, headers: { 'x-csrf-token': 'Required' } };
    const { to } = erpWith(csrf, [granted('c1'), required, granted('c2'), required]);

    await expect(asked(to, { method: 'POST', body: {} })).rejects.toMatchObject({
      name: 'ErpUnavailableError',
      message: 'The ERP answered 403. The session did not last.',
    });
  });
});
