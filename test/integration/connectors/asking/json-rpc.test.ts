import { describe, expect, it } from 'vitest';
import { writerOf } from '../../../../functions/shared/erp/outbound/open-erp-writer.ts';
import { asksForEverything } from '../../../support/erp/asking/asks-for-everything.ts';
import { handedOver, order } from '../../../support/erp/asking/hand-over.ts';
import { aWorld } from '../../../support/erp/asking/mechanism.ts';
import { pulledRecords } from '../../../support/erp/asking/read-all.ts';
import { jsonRpc, type RpcState } from '../../../support/erp/asking/rpc-erp.ts';
import { anyTime } from '../../../support/erp/outbound/an-outbound-connector.ts';

asksForEverything(jsonRpc());

describe('what a 200 tells', () => {
  const partners = { entity: 'debtor', resource: 'partner' } as const;

  it('that the session is over: it is opened again, and the call repeated once', async () => {
    const state: RpcState = { sessions: new Set(), logins: 0 };
    const world = await aWorld(jsonRpc(state));
    const access = world.open();
    await pulledRecords(access, partners);
    state.sessions.clear();

    expect(await pulledRecords(access, partners)).toHaveLength(5);
    expect(state.logins).toBe(2);
    await world.erp.stop();
  });

  it('that the session is over, to a write: nothing was done, so that it is sent again', async () => {
    const state: RpcState = { sessions: new Set(), logins: 0 };
    const world = await aWorld(jsonRpc(state));
    const writer = writerOf(world.open());
    await writer.findOrder('OS-NONE');
    state.sessions.clear();

    expect(await writer.createOrder(order, anyTime)).toMatchObject({ outcome: 'accepted' });
    expect(world.books.orders).toHaveLength(1);
    await world.erp.stop();
  });

  it('that others were faster: certainly not taken, and tried again', async () => {
    const state: RpcState = { sessions: new Set(), logins: 0, failure: 'SerializationFailure' };
    const world = await aWorld(jsonRpc(state));
    const writer = writerOf(world.open());
    const first = await writer.createOrder(order, anyTime);

    expect(first).toMatchObject({
      outcome: 'not-sent',
      reason: expect.stringContaining('concurrent update'),
    });
    expect(await handedOver(writer, first)).toMatchObject({ outcome: 'accepted', externalId: '501' });
    await world.erp.stop();
  });

  it('that it will not have it: the words inside the text are what the person reads', async () => {
    const world = await aWorld(jsonRpc());
    const answer = await writerOf(world.open()).createOrder({ ...order, debtorExternalId: '999' }, anyTime);

    expect(answer).toEqual({
      outcome: 'rejected',
      reason: 'The ERP answered 200: Partner 999 does not exist',
    });
    await world.erp.stop();
  });
});
