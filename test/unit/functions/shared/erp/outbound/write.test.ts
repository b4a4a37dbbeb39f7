import { describe, expect, it } from 'vitest';
import { ErpUnavailableError } from '../../../../../../domain/errors.ts';
import { writerOf } from '../../../../../../functions/shared/erp/outbound/open-erp-writer.ts';
import {
  anOutboundConnector,
  anyTime,
  aWriter,
} from '../../../../../support/erp/outbound/an-outbound-connector.ts';
import { anErpOrder, anOrderLine } from '../../../../../support/erp/outbound/hand-over-samples.ts';
import { aConnector } from '../../../../../support/erp/a-connector.ts';
import { access, scriptedErp } from '../../../../../support/erp/scripted-erp.ts';

const done = { status: 201, body: { id: '7', ref: 'OS-ORDER' } };
const oauth = {
  authentication: {
    kind: 'oauth2-client-credentials' as const,
    tokenUrl: 'https://login.example/t',
    clientId: 'id',
    clientSecret: 'key',
  },
  test: { path: '' },
};
const token = { body: { access_token: 'a', expires_in: 3600 } };
const secrets = { id: 'me', key: 'old' };

describe('credentials', () => {
  it('a token that is no longer taken is renewed once: a 401 was not processed', async () => {
    const { writer, asked } = aWriter([token, { status: 401 }, token, done], {
      manifest: { http: oauth },
      access: { secrets },
    });

    expect((await writer.createOrder(anErpOrder(), anyTime)).outcome).toBe('accepted');
    expect(asked().filter((each) => each === 'POST orders')).toHaveLength(2);
  });

  it.each([
    ['a token service that is down', [{ status: 503 }]],
    ['credentials that it refuses', [{ status: 401 }]],
    ['a token that is refused twice', [token, { status: 401 }, token, { status: 401 }]],
  ])('%s: certainly not sent', async (_, script) => {
    const { writer } = aWriter(script, { manifest: { http: oauth }, access: { secrets } });

    expect((await writer.createOrder(anErpOrder(), anyTime)).outcome).toBe('not-sent');
  });

  it('mended a moment ago count at once', async () => {
    const erp = scriptedErp([{ status: 401 }, token, done]);
    const old = access(anOutboundConnector({ manifest: { http: oauth } }), erp, { secrets });
    const writer = writerOf({ ...old, newerSecrets: () => Promise.resolve({ ...secrets, key: 'new' }) });

    expect((await writer.createOrder(anErpOrder(), anyTime)).outcome).toBe('accepted');
    expect(erp.asked[1]?.body).toContain('client_secret=new');
  });
});

describe('before anything is sent', () => {
  it('the right to send is compared after the wait for a token', async () => {
    const under = aWriter(
      () => {
        under.erp.time += 30_000;
        return token;
      },
      { manifest: { http: oauth }, access: { secrets } },
    );
    const right = { fence: 1, sendBefore: under.erp.time + 29_999 };

    expect((await under.writer.createOrder(anErpOrder(), right)).outcome).toBe('not-sent');
    expect(under.erp.asked.map(({ url }) => url.host)).toEqual(['login.example']);
  });

  it('and after the wait for the budget', async () => {
    const erp = scriptedErp([]);
    const budget = {
      run: <T>(request: () => Promise<T>) => {
        erp.time += 30_000;
        return request();
      },
      closeFor: () => undefined,
    };
    const writer = writerOf({ ...access(anOutboundConnector(), erp), budget });
    const answer = await writer.createOrder(anErpOrder(), { fence: 1, sendBefore: erp.time + 29_999 });

    expect([answer.outcome, erp.asked]).toEqual(['not-sent', []]);
  });

  it('a budget that is used up says when to come again', async () => {
    const erp = scriptedErp([]);
    const budget = {
      run: () => Promise.reject(new ErpUnavailableError('No share is left.', { retryAfterSeconds: 40 })),
      closeFor: () => undefined,
    };
    const writer = writerOf({ ...access(anOutboundConnector(), erp), budget });
    const answer = await writer.createOrder(anErpOrder(), anyTime);

    expect(answer).toEqual({ outcome: 'not-sent', reason: 'No share is left.', retryAfterSeconds: 40 });
  });

  it.each([
    ['a mapping that fails', { 'order-line.jsonata': '$error("no product for " & description)' }],
    ['a mapping that yields nothing', { 'order-line.jsonata': 'nothing' }],
    ['a mapping that yields no object', { 'order.jsonata': '"x"' }],
  ])('%s is for a person', async (_, sources) => {
    const { writer, asked } = aWriter([], { sources });

    expect((await writer.createOrder(anErpOrder(), anyTime)).outcome).toBe('rejected');
    expect(asked()).toEqual([]);
  });

  it('the author’s own words are what the person sees, with the line', async () => {
    const { writer } = aWriter([], {
      sources: { 'order-line.jsonata': '$error("no product for " & description)' },
    });

    expect(await writer.createOrder(anErpOrder(), anyTime)).toEqual({
      outcome: 'rejected',
      reason: 'Line 1: no product for Montage',
    });
  });

  it('a connection without address is for a person', async () => {
    const { writer } = aWriter([], { access: { connection: { baseUrl: undefined } } });

    expect((await writer.createOrder(anErpOrder(), anyTime)).outcome).toBe('rejected');
  });

  it('a connector that only receives is refused', () => {
    const receiving = access(aConnector(), scriptedErp([]));

    expect(() => writerOf(receiving)).toThrow(/hands nothing over/);
  });
});

describe('what is sent', () => {
  it('is what the mapping says; braces in texts are no placeholders', async () => {
    const { writer, bodies } = aWriter([done]);
    await writer.createOrder(
      anErpOrder({ lines: [anOrderLine({ description: 'Kabel {id} {rot}' })] }),
      anyTime,
    );

    expect(bodies()).toEqual([
      {
        ...{ ref: 'OS-ORDER', debtor: 'd-1', total: '21.00' },
        rows: [{ ref: 'OS-ORDER/1', text: 'Kabel {id} {rot}', quantity: '2' }],
      },
    ]);
  });

  it.each([1, 2, 5_000])('%i lines are a list', async (count) => {
    const { writer, bodies } = aWriter([done]);
    await writer.createOrder(
      anErpOrder({ lines: Array.from({ length: count }, () => anOrderLine()) }),
      anyTime,
    );

    expect((bodies()[0] as { rows: unknown[] }).rows).toHaveLength(count);
  });

  it('waits no longer than the manifest says', async () => {
    const { erp, writer } = aWriter([done]);
    await writer.createOrder(anErpOrder(), anyTime);

    expect(erp.asked[0]?.timeoutMs).toBe(30_000);
  });
});
