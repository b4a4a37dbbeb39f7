import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { anErp } from './demo-erp-under-test.ts';
import type { ErpUnderTest } from './demo-erp-under-test.ts';
import { aReceiver } from './receiver.ts';

let under: ErpUnderTest;
beforeEach(async () => {
  under = await anErp({ random: () => 0.5 });
});
afterEach(() => under.stop());

const misbehave = (json: object) => under.demo('PUT misbehaviour', json);

describe('the switches', () => {
  it('are replaced by PUT, merged by PATCH, and all off at first', async () => {
    const first = (await under.demo('GET misbehaviour')).body;
    await misbehave({ errorRate: 1, errorStatus: 429 });
    await under.demo('PATCH misbehaviour', { retryAfterSeconds: 7 });
    const merged = (await under.demo('GET misbehaviour')).body;
    const replaced = (await misbehave({})).body;

    expect(first).toMatchObject({
      errorRate: 0,
      truncatedJson: 0,
      latencyMilliseconds: 0,
      tokenExpirySeconds: 3600,
    });
    expect(merged).toMatchObject({ errorRate: 1, errorStatus: 429, retryAfterSeconds: 7 });
    expect(replaced).toEqual(first);
  });

  it.each([{ errorRate: 2 }, { latencyMilliseconds: -1 }, { errorStatus: 418 }, { nonsense: true }])(
    'refuse %j',
    async (json) => {
      expect((await misbehave(json)).status).toBe(400);
    },
  );

  it('strike as often as told: a rate of 0.5 does not strike at a throw of 0.5, a higher one does', async () => {
    await misbehave({ errorRate: 0.5 });
    const spared = await under.api('/companies');
    await misbehave({ errorRate: 0.51 });

    expect([spared.status, (await under.api('/companies')).status]).toEqual([200, 503]);
  });
});

describe('a misbehaving API', () => {
  it('is busy, and says for how long when told to', async () => {
    await misbehave({ errorRate: true, errorStatus: 429, retryAfterSeconds: 3 });
    const busy = await under.api('/companies');
    await misbehave({ errorRate: true, errorStatus: 503 });
    const silent = await under.api('/companies');

    expect([busy.status, busy.headers.get('retry-after'), busy.body.error.code]).toEqual([
      429,
      '3',
      'Application_TooManyRequests',
    ]);
    expect([silent.status, silent.headers.get('retry-after')]).toEqual([503, null]);
  });

  it('cuts its JSON', async () => {
    await misbehave({ truncatedJson: true });
    const { status, text } = await under.company('/customers');

    expect(status).toBe(200);
    expect(() => JSON.parse(text) as unknown).toThrow(SyntaxError);
  });

  it('shows a web page instead of an error', async () => {
    await misbehave({ htmlError: true });
    const { status, headers, text } = await under.company('/customers');

    expect([status, headers.get('content-type')]).toEqual([502, 'text/html; charset=utf-8']);
    expect(text).toContain('<h1>');
  });

  it('is slow by its own clock', async () => {
    await misbehave({ latencyMilliseconds: 5_000 });
    let isAnswered = false;
    const waiting = under.api('/companies').then(() => (isAnswered = true));
    // The control API is never slow: its answer proves that the waiting request had its turn.
    await under.demo('GET misbehaviour');
    expect(isAnswered).toBe(false);
    while (!isAnswered)
      await Promise.all([under.clock.advanceTo(under.clock.now() + 5_000), under.demo('GET company')]);

    expect(await waiting).toBe(true);
  });

  it('gives tokens that end early, or all at once', async () => {
    await misbehave({ tokenExpirySeconds: 5 });
    const authorization = `Bearer ${String((await under.token()).body['access_token'])}`;
    const look = async () => (await under.api('/companies', { headers: { authorization } })).status;
    const early = await look();
    await under.demo('POST tokens/expire');

    expect([early, await look()]).toEqual([200, 401]);
  });

  it('writes enum names with their blanks escaped', async () => {
    await misbehave({ escapeEnumNames: true });

    expect((await under.company('/customers?$top=1')).body.value[0]?.['blocked']).toBe('_x0020_');
  });
});

describe('a write whose answer is lost', () => {
  it('is done although the caller never hears of it', async () => {
    const receiver = await aReceiver();
    await misbehave({ commitThenTimeout: true });
    const json = {
      notificationUrl: receiver.url,
      resource: `/api/v2.0/companies(${under.erp.companyId})/items`,
    };
    const token = String((await under.token()).body['access_token']);
    const lost = fetch(`${under.erp.url}/api/v2.0/subscriptions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body: JSON.stringify(json),
      signal: AbortSignal.timeout(300),
    });

    await expect(lost).rejects.toThrow(/timeout/i);
    await expect.poll(async () => (await under.api('/subscriptions')).body.value.length).toBe(1);
    await receiver.stop();
  });

  it('lands after it was answered as failed', async () => {
    const receiver = await aReceiver();
    await misbehave({ lateLanding: true, lateLandingMilliseconds: 10_000 });
    const json = {
      notificationUrl: receiver.url,
      resource: `/api/v2.0/companies(${under.erp.companyId})/items`,
    };
    const failed = await under.api('/subscriptions', { method: 'POST', json });
    const count = async () => (await under.api('/subscriptions')).body.value.length;
    await under.advance(9_999);
    const before = await count();
    await under.advance(1);

    expect([failed.status, before]).toEqual([504, 0]);
    await expect.poll(count).toBe(1);
    await receiver.stop();
  });
});
