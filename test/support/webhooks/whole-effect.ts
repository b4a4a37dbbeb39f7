import { expect } from 'vitest';
import { deliveryMessageSchema } from '../../../domain/deliveries/delivery-message.ts';
import type { RawRequest } from '../../../functions/shared/erp/types.ts';
import type { Door, Effects } from './door.ts';
import { bytesOf, nothing } from './effects.ts';

export type WholeEffect = 'nothing' | 'queued' | 'parked' | 'ignored';

/** The characters that SQS takes: those of XML. */
const TEXT_OF_A_QUEUE = /^[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u;
const MOST_BYTES_OF_A_QUEUE = 262_144;

/** What a request brought about; fails where that is half of something, or where the door noted a failure of ours. */
export function wholeEffect(door: Door, { body }: RawRequest): WholeEffect {
  expect(door.failures).toEqual([]);
  const effects = door.effects();
  if (effects.queued.length > 0) return wellQueued(effects, body);
  if (effects.recorded.length > 0) return wellSettled(effects, body);
  expect(effects).toEqual(nothing);
  return 'nothing';
}

/** One message for each entity, all of one delivery, each such that the next function can read it. */
function wellQueued({ queued, recorded, archived }: Effects, body: Uint8Array): 'queued' {
  expect(recorded).toEqual([]);
  expect(new Set(queued.map(({ message }) => message.deliveryId)).size).toBe(1);
  for (const { entity, message } of queued) {
    const text = JSON.stringify(message);
    expect(text).toMatch(TEXT_OF_A_QUEUE);
    expect(Buffer.byteLength(text)).toBeLessThan(MOST_BYTES_OF_A_QUEUE);
    const read = deliveryMessageSchema.parse(JSON.parse(text));
    expect(read.entity).toBe(entity);
    expect(read.entities).toEqual(queued.map((each) => each.entity));
    expect(bytesOf(read, archived).equals(body)).toBe(true);
  }
  return 'queued';
}

/** One final state with its reason, and the bytes to try again. */
function wellSettled({ recorded, archived }: Effects, body: Uint8Array): 'parked' | 'ignored' {
  const [delivery, ...others] = recorded;
  const { state, reason = '', archive } = delivery ?? {};
  expect(others).toEqual([]);
  expect([...archived.keys()]).toEqual([archive?.key]);
  expect(Buffer.from(archived.get(archive?.key ?? '') ?? []).equals(body)).toBe(true);
  expect({ isSaid: reason.length > 0, isText: reason.isWellFormed() }).toEqual({
    isSaid: true,
    isText: true,
  });
  if (state !== 'parked' && state !== 'ignored')
    throw new Error(`The door settles nothing as ${String(state)}.`);
  return state;
}
