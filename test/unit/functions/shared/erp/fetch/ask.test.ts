import { describe, expect, it } from 'vitest';
import { ask } from '../../../../../../functions/shared/erp/fetch/ask.ts';
import type { ErpAccess } from '../../../../../../functions/shared/erp/fetch/erp-access.ts';
import type { Secrets } from '../../../../../../functions/shared/erp/types.ts';
import { aConnector } from '../../../../../support/erp/a-connector.ts';
import {
  access,
  scriptedErp,
  type ScriptedAnswer,
  type ScriptedErp,
} from '../../../../../support/erp/scripted-erp.ts';

const oauth = {
  kind: 'oauth2-client-credentials',
  tokenUrl: 'https://login.example/{settings.tenant}',
  clientId: 'id',
  clientSecret: 'key',
  scope: 'read',
} as const;
const secrets = { id: 'me', key: ['new', 'old'], user: 'u', password: 'p' };
const settings = { tenant: 't1' };

function erpWith(
  http: object,
  script: Parameters<typeof scriptedErp>[0],
  given: Parameters<typeof access>[2] = { secrets, connection: { settings } },
) {
  const erp = scriptedErp(script);
  const connector = aConnector({
    http: { authentication: { kind: 'none' }, test: { path: '' }, ...http } as never,
  });
  return { erp, to: access(connector, erp, given) };
}

const get = (to: ErpAccess) =>
  ask(to, { request: {}, values: {}, url: new URL('https://erp.example/api/v1/things') });
const sentAuthorisations = (erp: ScriptedErp) => erp.asked.map(({ headers }) => headers['authorization']);
const token = (value: string, seconds = 3600): ScriptedAnswer => ({
  body: { access_token: value, token_type: 'Bearer', expires_in: seconds },
});
const ok: ScriptedAnswer = { body: {} };

describe('credentials that a person replaced a moment ago', () => {
  const basic = { authentication: { kind: 'basic', user: 'user', password: 'password' } };
  const remembering = (to: ErpAccess, newer: Secrets | undefined) => {
    let looks = 0;
    const newerSecrets = () => Promise.resolve(newer ?? to.secrets).finally(() => (looks += 1));
    return { to: { ...to, newerSecrets }, looks: () => looks };
  };

  it('are read again when the ERP refuses those remembered', async () => {
    const { erp, to } = erpWith(basic, [{ status: 401 }, ok]);
    const known = remembering(to, { ...secrets, password: 'mended' });

    expect(await get(known.to)).toMatchObject({ gone: false });
    expect(sentAuthorisations(erp)).toEqual([`Basic ${btoa('u:p')}`, `Basic ${btoa('u:mended')}`]);
  });

  it('are read again when its token service does, or when one was missing', async () => {
    const script = [{ status: 401 }, token('a'), ok];
    const { erp, to } = erpWith({ authentication: oauth }, script);
    await get(remembering(to, { ...secrets, key: 'mended' }).to);
    expect(sentAuthorisations(erp)).toEqual([undefined, undefined, 'Bearer a']);

    const lacking = erpWith(basic, [ok], { secrets: { user: 'u' } });
    await get(remembering(lacking.to, secrets).to);
    expect(sentAuthorisations(lacking.erp)).toEqual([`Basic ${btoa('u:p')}`]);
  });

  it('that are the same still, or wrong again, are not tried a third time', async () => {
    const same = erpWith(basic, [{ status: 401 }]);
    const known = remembering(same.to, { ...secrets });
    await expect(get(known.to)).rejects.toMatchObject({ name: 'ErpRejectedError' });
    expect([same.erp.asked.length, known.looks()]).toEqual([1, 1]);

    const wrong = erpWith(basic, [{ status: 401 }, { status: 401 }]);
    const again = remembering(wrong.to, { ...secrets, password: 'also wrong' });
    await expect(get(again.to)).rejects.toThrow(/Renew the credentials/);
    expect(again.looks()).toBe(1);
  });

  it('are not looked for when the ERP refuses for another reason', async () => {
    const { to } = erpWith(basic, [{ status: 403 }]);
    const known = remembering(to, { ...secrets, password: 'mended' });

    await expect(get(known.to)).rejects.toThrow(/403/);
    expect(known.looks()).toBe(0);
  });
});

describe('who we are', () => {
  it.each([
    [
      { kind: 'static-header', header: 'Authorization', value: 'token {secret.user}:{secret.password}' },
      'token u:p',
    ],
    [{ kind: 'basic', user: 'user', password: 'password' }, `Basic ${btoa('u:p')}`],
    [{ kind: 'none' }, undefined],
  ])('is said as the manifest says (%j)', async (authentication, header) => {
    const { erp, to } = erpWith({ authentication }, [ok]);
    await get(to);

    expect(sentAuthorisations(erp)).toEqual([header]);
  });

  it('a missing credential is for a person, and nothing is asked', async () => {
    const { erp, to } = erpWith(
      { authentication: { kind: 'static-header', header: 'x', value: '{secret.other}' } },
      [],
    );

    await expect(get(to)).rejects.toMatchObject({
      name: 'ErpRejectedError',
      message: expect.stringContaining('lacks secret.other'),
    });
    expect(erp.asked).toEqual([]);
  });
});

describe('tokens', () => {
  it('are asked for with the current secret and kept until a minute before their end', async () => {
    const { erp, to } = erpWith({ authentication: oauth }, [token('a', 600), ok, ok, token('b'), ok]);
    await get(to);
    erp.time += 539_000;
    await get(to);
    erp.time += 1_000;
    await get(to);

    expect(sentAuthorisations(erp)).toEqual([undefined, 'Bearer a', 'Bearer a', undefined, 'Bearer b']);
    expect(erp.asked[0]).toMatchObject({
      method: 'POST',
      body: 'grant_type=client_credentials&client_id=me&client_secret=new&scope=read',
    });
    expect(erp.asked[0]?.url.href).toBe('https://login.example/t1');
  });

  it('are asked for once, however many requests wait for one, and renewed once for all of them', async () => {
    const taken = new Set(['Bearer a1']);
    let tokens = 0;
    const { erp, to } = erpWith({ authentication: oauth }, ({ url, headers }) => {
      if (url.host === 'login.example') return token(`a${(tokens += 1)}`);
      return { status: taken.has(headers['authorization'] ?? '') ? 200 : 401, body: {} };
    });
    await Promise.all([get(to), get(to), get(to)]);
    expect(tokens).toBe(1);

    taken.clear();
    taken.add('Bearer a2');
    await Promise.all([get(to), get(to), get(to)]);
    expect([tokens, erp.asked.length]).toEqual([2, 1 + 3 + 3 + 1 + 3]);
  });

  it('are renewed once after a 401, and a second 401 is for a person', async () => {
    const { erp, to } = erpWith({ authentication: oauth }, [
      token('a'),
      { status: 401 },
      token('b'),
      ok,
      { status: 401 },
      token('c'),
      { status: 401 },
    ]);
    await get(to);

    expect(sentAuthorisations(erp)).toEqual([undefined, 'Bearer a', undefined, 'Bearer b']);
    await expect(get(to)).rejects.toMatchObject({
      name: 'ErpRejectedError',
      message: expect.stringContaining('Renew the credentials'),
    });
  });

  it('of other credentials are not used after a change', async () => {
    const { erp, to } = erpWith({ authentication: oauth }, [token('a'), ok, token('b'), ok]);
    await get(to);
    await get({ ...to, secrets: { ...secrets, key: 'changed' } });

    expect(sentAuthorisations(erp).at(-1)).toBe('Bearer b');
  });

  it.each([
    [{ status: 401, body: {} }, 'ErpRejectedError'],
    [{ status: 400, body: { error: 'invalid_client' } }, 'ErpRejectedError'],
    [{ status: 503 }, 'ErpUnavailableError'],
    [{ body: 'no json' }, 'ErpUnavailableError'],
    [{ body: { access_token: '', token_type: 'Bearer' } }, 'ErpUnavailableError'],
    [{ body: { access_token: 'x', token_type: 'mac' } }, 'ErpUnavailableError'],
  ])('a token service that answers %j leads to %s', async (answer, name) => {
    await expect(get(erpWith({ authentication: oauth }, [answer]).to)).rejects.toMatchObject({ name });
  });

  it('can be asked for with credentials in a Basic header', async () => {
    const { erp, to } = erpWith({ authentication: { ...oauth, credentialsIn: 'basic' } }, [token('a'), ok]);
    await get(to);

    expect(erp.asked[0]?.headers['authorization']).toBe(`Basic ${btoa('me:new')}`);
    expect(erp.asked[0]?.body).not.toContain('client_secret');
  });
});

describe('answers', () => {
  const withRules = {
    errors: [
      { status: [200], path: 'error', means: 'rejected' },
      { status: [400], path: 'error.code', matches: '^Busy', means: 'unavailable' },
    ],
    errorText: ['error.message'],
  };
  const answered = (answer: ScriptedAnswer) => get(erpWith(withRules, [answer]).to);

  it.each([408, 425, 429, 500, 502, 503, 504])('%d is tried again later', async (status) => {
    await expect(answered({ status })).rejects.toMatchObject({ name: 'ErpUnavailableError' });
  });

  it.each([301, 302, 307, 400, 401, 403, 409, 422])('%d is for a person', async (status) => {
    await expect(answered({ status })).rejects.toMatchObject({ name: 'ErpRejectedError' });
  });

  it("an error inside 200 is an error, in the ERP's own words", async () => {
    await expect(answered({ body: { error: { message: 'Session expired' } } })).rejects.toMatchObject({
      name: 'ErpRejectedError',
      message: expect.stringContaining('200: Session expired'),
    });
  });

  it('a status means something else where the body says so', async () => {
    await expect(answered({ status: 400, body: { error: { code: 'Busy_Now' } } })).rejects.toMatchObject({
      name: 'ErpUnavailableError',
    });
  });

  it.each([
    ['120', 120],
    ['Thu, 01 Jan 2026 00:01:00 GMT', 60],
    ['soon', undefined],
  ])('Retry-After %s is %s seconds', async (header, retryAfterSeconds) => {
    await expect(answered({ status: 429, headers: { 'retry-after': header } })).rejects.toMatchObject({
      retryAfterSeconds,
    });
  });

  it('a good status with half a JSON is tried again', async () => {
    await expect(answered({ body: '{"value":[{"id":' })).rejects.toMatchObject({
      name: 'ErpUnavailableError',
    });
  });
});

describe('requests', () => {
  it('fill headers and JSON body from their templates', async () => {
    const { erp, to } = erpWith({ headers: { 'X-Tenant': '{settings.tenant}' } }, [ok]);
    const request = {
      method: 'POST',
      headers: { prefer: 'odata.maxpagesize=5' },
      body: { domain: [['write_date', '>=', '{since}']], limit: 5, deep: { key: '{secret.user}' } },
    };
    await ask(to, { request, values: { since: '2026' }, url: new URL('https://erp.example/') });

    expect(erp.asked[0]).toMatchObject({
      method: 'POST',
      headers: { 'x-tenant': 't1', prefer: 'odata.maxpagesize=5', 'content-type': 'application/json' },
      body: '{"domain":[["write_date",">=","2026"]],"limit":5,"deep":{"key":"u"}}',
    });
  });

  it('never run more at once than the ERP allows, and failures free their place', async () => {
    const running = { now: 0, most: 0 };
    const { erp, to } = erpWith({ budget: { concurrency: 3 } }, []);
    erp.send = async (request) => {
      running.most = Math.max(running.most, (running.now += 1));
      await Promise.resolve();
      running.now -= 1;
      return { status: erp.asked.push(request) % 2 === 0 ? 200 : 500, headers: {}, body: Buffer.from('{}') };
    };
    const results = await Promise.allSettled(Array.from({ length: 20 }, () => get(to)));

    expect(running).toEqual({ now: 0, most: 3 });
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(10);
  });
});
