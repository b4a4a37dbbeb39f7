import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fetchRecord } from '../../../../functions/shared/erp/fetch/fetch-record.ts';
import { writerOf } from '../../../../functions/shared/erp/outbound/open-erp-writer.ts';
import { asksForEverything } from '../../../support/erp/asking/asks-for-everything.ts';
import { order } from '../../../support/erp/asking/hand-over.ts';
import { aWorld, type World } from '../../../support/erp/asking/mechanism.ts';
import { sessionLogin, type SessionState } from '../../../support/erp/asking/session-erp.ts';
import { anyTime } from '../../../support/erp/outbound/an-outbound-connector.ts';

asksForEverything(sessionLogin());

describe('a session', () => {
  let state: SessionState;
  let world: World;
  beforeEach(async () => {
    state = { sessions: new Set(), logins: 0 };
    world = await aWorld(sessionLogin(state));
  });
  afterEach(() => world.erp.stop());

  const tenAtOnce = (access: ReturnType<World['open']>) =>
    Promise.all(
      Array.from({ length: 10 }, () =>
        fetchRecord(access, { resource: 'BusinessPartners', externalId: '101' }),
      ),
    );
  const logins = () => world.erp.calls.filter(({ path }) => path === 'Login').length;

  it('is opened once, however many wait for it, and opened again once when it ended', async () => {
    const access = world.open();
    await tenAtOnce(access);
    expect(logins()).toBe(1);

    state.sessions.clear();
    const again = await tenAtOnce(access);
    expect([logins(), again.every(({ gone }) => !gone)]).toEqual([2, true]);
  });

  it('belongs to one process: another one opens its own', async () => {
    await tenAtOnce(world.open());
    await tenAtOnce(world.open());

    expect(logins()).toBe(2);
  });

  it('is not used in the last minute of its half hour', async () => {
    const access = world.open();
    const clock = { ms: Date.now() };
    const aging = { ...access, http: { ...access.http, now: () => clock.ms } };
    const fetchAt = async (minutes: number) => {
      clock.ms += minutes * 60_000;
      await fetchRecord(aging, { resource: 'BusinessPartners', externalId: '101' });
      return logins();
    };

    expect([await fetchAt(0), await fetchAt(28), await fetchAt(1.5)]).toEqual([1, 1, 2]);
  });

  it('that ends between look-up and write costs no second order', async () => {
    const writer = writerOf(world.open());
    await writer.findOrder('OS-NONE');
    state.sessions.clear();

    expect(await writer.createOrder(order, anyTime)).toMatchObject({
      outcome: 'accepted',
      externalId: '501',
    });
    expect(world.books.orders).toHaveLength(1);
  });

  it('that is refused anew is not asked for again and again', async () => {
    const access = world.open({ user: 'orderseam', password: 'wrong horse battery' });
    const asked = fetchRecord(access, { resource: 'BusinessPartners', externalId: '101' });

    await expect(asked).rejects.toThrow('Login failed for {secret.user} with {secret.password}');
    expect(logins()).toBe(1);
  });
});
