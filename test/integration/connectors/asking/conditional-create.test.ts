import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writerOf } from '../../../../functions/shared/erp/outbound/open-erp-writer.ts';
import { asksForEverything } from '../../../support/erp/asking/asks-for-everything.ts';
import { debtor, order } from '../../../support/erp/asking/hand-over.ts';
import { conditionalCreate } from '../../../support/erp/asking/keyed-erp.ts';
import { aWorld, type World } from '../../../support/erp/asking/mechanism.ts';
import { anyTime } from '../../../support/erp/outbound/an-outbound-connector.ts';

asksForEverything(conditionalCreate);

describe('a creation that may be repeated', () => {
  let world: World;
  beforeEach(async () => {
    world = await aWorld(conditionalCreate);
  });
  afterEach(() => world.erp.stop());

  it('has the same key on each try: what was lost is answered as it was', async () => {
    const writer = writerOf(world.open());
    world.erp.loseAnswer(1);
    const answers = [
      await writer.createDebtor(debtor(), anyTime),
      await writer.createDebtor(debtor(), anyTime),
      await writer.createDebtor(debtor(), anyTime),
    ];

    expect(answers.map(({ outcome }) => outcome)).toEqual(['unknown', 'accepted', 'accepted']);
    expect(world.books.customers).toHaveLength(6);
    expect(new Set(world.erp.calls.map(({ headers }) => headers['idempotency-key']))).toEqual(
      new Set(['OS-DEBTOR']),
    );
  });

  it('under our key stands once, however often it is put there', async () => {
    const writer = writerOf(world.open());
    world.erp.loseAnswer(1);
    const answers = [
      await writer.createOrder(order, anyTime),
      await writer.createOrder(order, anyTime),
      await writer.createOrder(order, anyTime),
    ];

    expect(answers).toMatchObject([
      { outcome: 'unknown' },
      { outcome: 'accepted', externalId: '501' },
      { outcome: 'accepted', externalId: '501' },
    ]);
    expect(world.books.orders).toHaveLength(1);
  });
});
