import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { RawRequest } from '../../../functions/shared/erp/types.ts';
import { anyText, isJson, standardBody } from '../../support/webhooks/any-body.ts';
import {
  businessCentral,
  clientStates,
  flaggedBatch,
  knowersBody,
  strangersBody,
} from '../../support/webhooks/any-notification.ts';
import {
  arriving,
  idleHeaders,
  signed,
  unauthenticRequest,
  withHeaders,
} from '../../support/webhooks/any-request.ts';
import { aConnection, aDoor } from '../../support/webhooks/door.ts';
import { signingKeys } from '../../support/webhooks/signed-request.ts';
import { wholeEffect } from '../../support/webhooks/whole-effect.ts';

vi.setConfig({ testTimeout: 120_000 });

const door = aDoor({
  connections: [aConnection(), aConnection({ connectionId: 'paused', state: 'paused' }), businessCentral],
  secrets: { signingSecrets: [signingKeys.current, signingKeys.previous], clientState: clientStates },
});

/** One request on its own, and what was left by it. */
async function post(connectionId: string, request: RawRequest) {
  door.forget();
  const { status, body } = await door.receive(connectionId, request);
  const effect = wholeEffect(door, request);
  return { status, body, outcome: `${status} ${effect}`, queued: door.effects().queued };
}

interface Rule<T> {
  readonly inputs: fc.Arbitrary<T>;
  readonly runs: number;
  /** All that may come about; and all of it must, because a fuzz test that never gets past the lock proves nothing. */
  readonly outcomes: readonly string[];
}

async function holds<T>({ inputs, runs, outcomes }: Rule<T>, outcomeOf: (input: T) => Promise<string>) {
  const seen = new Set<string>();
  const property = fc.asyncProperty(inputs, async (input) => {
    const outcome = await outcomeOf(input);
    expect(outcomes).toContain(outcome);
    seen.add(outcome);
  });
  await fc.assert(property, { numRuns: runs });
  expect([...seen].sort()).toEqual([...outcomes].sort());
}

describe('whatever is posted to a source that signs', () => {
  const anySigned = fc
    .record({
      body: standardBody,
      key: fc.constantFrom(signingKeys.current, signingKeys.previous),
      ageSeconds: fc.integer({ min: -300, max: 300 }),
      idle: idleHeaders,
    })
    .map(({ idle, ...sent }) => withHeaders(idle, signed(sent)));
  const anyForged = fc.tuple(idleHeaders, unauthenticRequest).map((parts) => withHeaders(...parts));

  const postSigned = async (connectionId: string, { headers, body }: RawRequest) => {
    const { outcome } = await post(connectionId, arriving({ connectionId, headers, body }));
    if (!isJson(body)) expect(outcome).toBe('400 parked');
    return outcome;
  };

  it('rightly signed, it is taken over as a whole, or answered 400 and kept for a person', () =>
    holds(
      {
        inputs: anySigned,
        runs: 12_000,
        outcomes: ['202 queued', '202 parked', '202 ignored', '400 parked'],
      },
      (sent) => postSigned('standard', sent),
    ));

  it('rightly signed for a paused connection, none of it is applied', () =>
    holds({ inputs: anySigned, runs: 3_000, outcomes: ['202 parked', '202 ignored', '400 parked'] }, (sent) =>
      postSigned('paused', sent),
    ));

  it('not rightly signed, it is answered 401 and changes nothing (W5)', () =>
    holds(
      { inputs: anyForged, runs: 6_000, outcomes: ['401 nothing'] },
      async ({ headers, body }) =>
        (await post('standard', arriving({ connectionId: 'standard', headers, body }))).outcome,
    ));
});

describe('whatever is posted to a source that proves itself by each entry', () => {
  const { connectionId } = businessCentral;
  const postBody = (body: Uint8Array, headers = {}) =>
    post(connectionId, arriving({ connectionId, body, headers }));

  it('entries that prove themselves count and the others are marked, wherever they stand in the batch', () =>
    holds(
      { inputs: flaggedBatch, runs: 4_000, outcomes: ['200 queued', '429 nothing'] },
      async ({ body, refused, entities }) => {
        const { outcome, queued } = await postBody(body);
        expect(queued.map(({ entity }) => entity)).toEqual(entities);
        for (const { message } of queued) expect(message.refusedEntries ?? []).toEqual(refused);
        return outcome;
      },
    ));

  it('from one who knows the shared value: taken over as a whole, or not at all', () =>
    holds(
      {
        inputs: fc.tuple(knowersBody, idleHeaders),
        runs: 6_000,
        outcomes: ['200 queued', '200 parked', '200 ignored', '429 nothing'],
      },
      async ([body, idle]) => {
        const { outcome } = await postBody(body, idle);
        if (!isJson(body)) expect(outcome).toBe('429 nothing');
        return outcome;
      },
    ));

  it('from one who does not: changes nothing (W5)', () =>
    holds(
      { inputs: fc.tuple(strangersBody, idleHeaders), runs: 6_000, outcomes: ['429 nothing'] },
      async ([body, idle]) => (await postBody(body, idle)).outcome,
    ));
});

describe('whoever calls, and however', () => {
  const anyCall = fc.record({
    method: fc.oneof(fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'HEAD', 'post'), anyText),
    connectionId: fc.oneof(fc.constantFrom('standard', businessCentral.connectionId, '__proto__'), anyText),
    query: fc.dictionary(fc.constantFrom('validationToken', 'validationtoken', '__proto__'), anyText),
    headers: idleHeaders,
    body: strangersBody,
  });

  it('is answered without effect; a handshake gives back what was sent and nothing more', () =>
    holds(
      {
        inputs: anyCall,
        runs: 3_000,
        outcomes: [200, 400, 401, 404, 405, 429].map((status) => `${status} nothing`),
      },
      async (call) => {
        const { status, outcome, body } = await post(call.connectionId, arriving(call));
        if (status === 200) expect(body).toBe(call.query['validationToken']);
        return outcome;
      },
    ));
});
