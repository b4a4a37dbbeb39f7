import { afterEach, describe, expect, it } from 'vitest';
import { debtorUpdate, nested } from '../../../support/webhooks/bodies.ts';
import { type Sent } from '../../../support/webhooks/signed-request.ts';
import { aStandardDoor, doorRequest } from '../../../support/webhooks/standard-door.ts';

const door = aStandardDoor();
afterEach(() => {
  expect(door.failures).toEqual([]);
  door.forget();
});

const receive = (sent: Partial<Sent> = {}) => door.receive('standard', doorRequest(sent));

const good = debtorUpdate();

describe('an authentic body that cannot be read is answered 400 and parked with field and reason', () => {
  const invalidUtf8 = Buffer.concat([Buffer.from('{"type":"'), Buffer.from([0xc3, 0x28]), Buffer.from('"}')]);
  it.each<[string, string | Uint8Array, RegExp]>([
    ['of no bytes', '', /ends too early/],
    ['of white space', ' \n\t', /ends too early/],
    ['of a byte order mark alone', '\ufeff', /ends too early/],
    ['cut off', good.slice(0, -5), /ends too early/],
    ['that goes on after its end', `${good}${good}`, /goes on/],
    ['that is a form', 'type=debtor.updated&id=1', /value is expected/],
    ['nested a million deep', nested(1_000_000), /nested too deeply/],
    ['nested a million objects deep', '{"":'.repeat(1_000_000), /nested too deeply/],
    ['with a key twice', debtorUpdate('"name":"A","name":"B"'), /twice/],
    ['with a key twice, once escaped', debtorUpdate('"name":"A","\\u006eame":"B"'), /twice/],
    ['with the key __proto__', debtorUpdate('"__proto__":{"admin":true}'), /__proto__/],
    ['with the key __proto__ escaped', debtorUpdate('"__pr\\u006fto__":1'), /__proto__/],
    ['that is not UTF-8', invalidUtf8, /UTF-8/],
    ['in UTF-16', Buffer.from(`\ufeff${good}`, 'utf16le'), /UTF-8/],
    ['with half of a surrogate pair', debtorUpdate('"name":"\\ud83d"'), /surrogate/],
    ['with the halves in the wrong order', debtorUpdate('"name":"\\ude00\\ud83d"'), /surrogate/],
    ['with a control character', debtorUpdate('"name":"a\u0001"'), /control character/],
    ['with the number 1e400', debtorUpdate('"x":1e400'), /38 digits/],
    ['with the number 1e-400', debtorUpdate('"x":1e-400'), /38 digits/],
    ['with a huge exponent', debtorUpdate(`"x":1e${'9'.repeat(5_000)}`), /38 digits/],
    ['with 40 digits in a number', debtorUpdate(`"x":${'1'.repeat(40)}`), /38 digits/],
    ['with NaN', debtorUpdate('"x":NaN'), /value is expected/],
    ['with an object of 10,001 keys', debtorUpdate(`"x":{${keys(10_001)}}`), /too many keys/],
    [
      'with a text of more than a million characters',
      debtorUpdate(`"x":"${'x'.repeat(1_000_001)}"`),
      /too long/,
    ],
  ])('%s', async (_, body, reason) => {
    expect((await receive({ body })).status).toBe(400);

    const { queued, archived, recorded } = door.effects();
    expect(queued).toEqual([]);
    expect(recorded).toHaveLength(1);
    expect(recorded[0]).toMatchObject({ state: 'parked', changes: [{ problems: [{ field: '(body)' }] }] });
    expect(recorded[0]?.reason).toMatch(reason);
    expect(archived.get(recorded[0]?.archive?.key ?? '')).toEqual(Buffer.from(body));
    expect(door.refusals).toEqual(['malformed']);
  });
});

function keys(count: number): string {
  return Array.from({ length: count }, (_, index) => `"k${index}":0`).join();
}
