import { describe, expect, it } from 'vitest';
import type { Secrets } from '../../../../functions/shared/erp/types.ts';
import { nothing } from '../../../support/webhooks/effects.ts';
import { signingKeys } from '../../../support/webhooks/signed-request.ts';
import { aStandardDoor, doorRequest } from '../../../support/webhooks/standard-door.ts';

const before: Secrets = { signingSecrets: [signingKeys.previous] };
const after: Secrets = { signingSecrets: [signingKeys.current] };

/** A door that remembers the secrets of before; `stored` are those of now. */
function aDoorThatRemembers(stored: Secrets) {
  const asked: (number | undefined)[] = [];
  const of = (_: unknown, atMostMs?: number) => {
    asked.push(atMostMs);
    return Promise.resolve(atMostMs === undefined ? before : stored);
  };
  const door = aStandardDoor({ overrides: { secrets: { of } } });
  return { door, asked };
}

describe('a secret that was just replaced', () => {
  it('counts at once: a signature that the remembered secret does not prove is checked against the stored one', async () => {
    const { door, asked } = aDoorThatRemembers(after);
    const answer = await door.receive('standard', doorRequest({ key: signingKeys.current }));
    expect(answer.status).toBe(202);
    expect(door.effects().queued).toHaveLength(1);
    expect(door.refusals).toEqual([]);
    expect(asked).toEqual([undefined, 5_000]);
  });

  it('costs a valid request no second look-up', async () => {
    const { door, asked } = aDoorThatRemembers(after);
    await door.receive('standard', doorRequest({ key: signingKeys.previous }));
    expect(asked).toEqual([undefined]);
  });

  it('changes nothing for a forger, who is counted once (W5)', async () => {
    const { door } = aDoorThatRemembers(after);
    const answer = await door.receive('standard', doorRequest({ key: signingKeys.foreign }));
    expect(answer.status).toBe(401);
    expect(door.effects()).toEqual(nothing);
    expect(door.refusals).toEqual(['unauthenticated']);
  });
});
