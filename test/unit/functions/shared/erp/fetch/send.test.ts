import { describe, expect, it } from 'vitest';
import { ask } from '../../../../../../functions/shared/erp/fetch/ask.ts';
import { writerOf } from '../../../../../../functions/shared/erp/outbound/open-erp-writer.ts';
import { aConnector } from '../../../../../support/erp/a-connector.ts';
import { anOutboundConnector, anyTime } from '../../../../../support/erp/outbound/an-outbound-connector.ts';
import { anErpOrder } from '../../../../../support/erp/outbound/hand-over-samples.ts';
import { access, scriptedErp, type ScriptedAnswer } from '../../../../../support/erp/scripted-erp.ts';

/** A budget that notes what it is asked for and told. */
function aBudget() {
  const noted = { requests: 0, atOnce: 0, most: 0, pauses: [] as number[] };
  const budget = {
    run: async <T>(request: () => Promise<T>) => {
      noted.requests += 1;
      noted.most = Math.max(noted.most, (noted.atOnce += 1));
      return request().finally(() => (noted.atOnce -= 1));
    },
    closeFor: (seconds: number) => void (seconds > 0 && noted.atOnce > 0 && noted.pauses.push(seconds)),
  };
  return { budget, noted };
}

async function asked(http: object, script: readonly ScriptedAnswer[]) {
  const { budget, noted } = aBudget();
  const erp = scriptedErp(script);
  const connector = aConnector({
    http: { authentication: { kind: 'none' }, test: { path: '' }, ...http } as never,
  });
  const secrets = { id: 'me', key: 'k' };
  const url = new URL('https://erp.example/api/v1/things');
  await ask({ ...access(connector, erp, { secrets }), budget }, { request: {}, values: {}, url }).catch(
    () => undefined,
  );
  return { ...noted, sent: erp.asked.length };
}

describe('the budget of an ERP', () => {
  it('is asked for every request by itself: one that is repeated takes two', async () => {
    const signedIn = { body: { token: 't' } };
    const session = {
      path: 'login',
      method: 'POST',
      body: {},
      token: { path: 'token' },
      send: { x: '{session}' },
    };

    expect(await asked({ session }, [signedIn, { status: 401 }, signedIn, { body: {} }])).toMatchObject({
      ...{ sent: 4, requests: 4 },
      // A login waits for no slot that the request it is for holds already.
      most: 1,
    });
  });

  it('is not asked for tokens: they come from another host', async () => {
    const authentication = {
      ...{ kind: 'oauth2-client-credentials', tokenUrl: 'https://login.example/t' },
      ...{ clientId: 'id', clientSecret: 'key' },
    };
    const token = { body: { access_token: 'a', expires_in: 3600 } };

    expect(await asked({ authentication }, [token, { body: {} }])).toMatchObject({ sent: 2, requests: 1 });
  });

  it.each<[string, ScriptedAnswer, object, number[]]>([
    ['429 with a time', { status: 429, headers: { 'retry-after': '7' } }, {}, [7]],
    ['503 with a time', { status: 503, headers: { 'retry-after': '120' } }, {}, [120]],
    ['429 without one', { status: 429 }, {}, []],
    ['400 with one', { status: 400, headers: { 'retry-after': '7' } }, {}, []],
    ['an answer like any other', { body: {} }, {}, []],
    [
      '200 that means the same by a rule',
      { headers: { 'x-reset': '30' }, body: { error: 'slow down' } },
      {
        errors: [{ status: [200], path: 'error', matches: 'slow', means: 'unavailable' }],
        waits: [{ header: 'x-reset', wait: 'seconds' }],
      },
      [30],
    ],
  ])('is closed by %s while the request still has its slot', async (_, answer, http, pauses) => {
    expect(await asked(http, [answer])).toMatchObject({ pauses });
  });

  it('is closed by a write, too', async () => {
    const { budget, noted } = aBudget();
    const erp = scriptedErp([{ status: 429, headers: { 'retry-after': '9' } }]);
    const writer = writerOf({ ...access(anOutboundConnector(), erp), budget });

    expect(await writer.createOrder(anErpOrder(), anyTime)).toMatchObject({
      outcome: 'not-sent',
      retryAfterSeconds: 9,
    });
    expect(noted).toMatchObject({ requests: 1, pauses: [9] });
  });
});
