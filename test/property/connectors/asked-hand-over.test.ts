import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ErpUnavailableError } from '../../../domain/errors.ts';
import type { ErpWriter } from '../../../functions/shared/erp/outbound/erp-writer.ts';
import { writerOf } from '../../../functions/shared/erp/outbound/open-erp-writer.ts';
import { netOf } from '../../support/erp/asking/books.ts';
import { order } from '../../support/erp/asking/hand-over.ts';
import { conditionalCreate } from '../../support/erp/asking/keyed-erp.ts';
import { aWorld } from '../../support/erp/asking/mechanism.ts';
import { pullOnly } from '../../support/erp/asking/pull-only-erp.ts';
import { jsonRpc } from '../../support/erp/asking/rpc-erp.ts';
import { sessionLogin } from '../../support/erp/asking/session-erp.ts';
import type { Fault } from '../../support/erp/asking/served-erp.ts';
import { csrfToken } from '../../support/erp/asking/token-erp.ts';
import { anyTime } from '../../support/erp/outbound/an-outbound-connector.ts';

const anyFaults = fc.array(fc.constantFrom<Fault>('lost', 'away', 'ended', 'none'), { maxLength: 10 });

/** One look-up and what has to follow it; true once the order stands complete. */
async function advanced(writer: ErpWriter): Promise<boolean> {
  try {
    const found = await writer.findOrder(order.reference);
    if (found?.complete) return true;
    const answer =
      found === undefined
        ? await writer.createOrder(order, anyTime)
        : await writer.completeOrder(order, found.externalId, anyTime);
    expect(answer.outcome).not.toBe('rejected');
    return false;
  } catch (error) {
    expect(error).toBeInstanceOf(ErpUnavailableError);
    return false;
  }
}

describe.each([pullOnly, jsonRpc(), sessionLogin(), csrfToken(), conditionalCreate])(
  '$connector',
  (mechanism) => {
    it('an order stands in the books once and complete, whatever is lost, away or over on the way', async () => {
      await fc.assert(
        fc.asyncProperty(anyFaults, async (faults) => {
          const world = await aWorld(mechanism);
          world.erp.faults.push(...faults);
          const writer = writerOf(world.open());
          for (let tries = 0; tries < 30 && !(await advanced(writer)); tries += 1);

          world.erp.faults.splice(0);
          expect(world.books.orders.map(netOf)).toEqual(['49.35']);
          expect(await writer.readOrder('501')).toMatchObject({ status: 'confirmed', lineCount: 2 });
          await world.erp.stop();
        }),
        { numRuns: 40 },
      );
    });
  },
);
