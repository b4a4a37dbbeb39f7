import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writerOf } from '../../../../functions/shared/erp/outbound/open-erp-writer.ts';
import { asksForEverything } from '../../../support/erp/asking/asks-for-everything.ts';
import { handedOver, order } from '../../../support/erp/asking/hand-over.ts';
import { aWorld, type World } from '../../../support/erp/asking/mechanism.ts';
import { pulledRecords } from '../../../support/erp/asking/read-all.ts';
import { csrfToken, type TokenState } from '../../../support/erp/asking/token-erp.ts';
import { anyTime } from '../../../support/erp/outbound/an-outbound-connector.ts';

asksForEverything(csrfToken());

describe('a token ahead of writes', () => {
  let state: TokenState;
  let world: World;
  beforeEach(async () => {
    state = { tokens: new Map(), fetches: 0 };
    world = await aWorld(csrfToken(state));
  });
  afterEach(() => world.erp.stop());

  it('is not fetched for reading', async () => {
    await pulledRecords(world.open(), { entity: 'debtor', resource: 'A_Customer' });

    expect(state.fetches).toBe(0);
  });

  it('is fetched once for all writes of a process, and sent with the cookies of its session', async () => {
    const writer = writerOf(world.open());
    await writer.createOrder(order, anyTime);
    await writer.createOrder({ ...order, reference: 'OS-OTHER' }, anyTime);

    expect(state.fetches).toBe(1);
    expect(world.books.orders.map(({ isReleased }) => isReleased)).toEqual([true, true]);
  });

  it('that is no longer taken is fetched anew once, and the write sent again', async () => {
    const writer = writerOf(world.open());
    await writer.createOrder({ ...order, reference: 'OS-OTHER' }, anyTime);
    state.tokens.clear();

    expect(await writer.createOrder(order, anyTime)).toMatchObject({ outcome: 'accepted' });
    expect([state.fetches, world.books.orders.length]).toEqual([2, 2]);
  });

  it('that is refused twice was certainly not sent', async () => {
    const forgetful = { set: () => forgetful, get: () => undefined } as unknown as TokenState['tokens'];
    const other = await aWorld(csrfToken({ tokens: forgetful, fetches: 0 }));
    const answer = await writerOf(other.open()).createOrder(order, anyTime);

    expect(answer).toMatchObject({
      outcome: 'not-sent',
      reason: expect.stringContaining('CSRF token validation failed'),
    });
    await other.erp.stop();
  });

  it('a change that somebody else made between reading and writing is not overwritten', async () => {
    const access = world.open();
    const interfering = {
      ...access.http,
      send: (request: Parameters<typeof access.http.send>[0]) => {
        if (request.method === 'PATCH' && world.books.orders[0]?.version === 1)
          world.books.orders[0].version = 7;
        return access.http.send(request);
      },
    };
    const writer = writerOf({ ...access, http: interfering });
    const first = await writer.createOrder(order, anyTime);

    expect(first).toMatchObject({
      outcome: 'unknown',
      reason: expect.stringContaining('Precondition failed'),
    });
    expect(await handedOver(writer, first)).toMatchObject({ outcome: 'accepted', externalId: '501' });
    expect(world.books.orders).toMatchObject([{ isReleased: true, version: 8 }]);
  });
});
