import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { loadConnectors } from '../../../../functions/shared/erp/connectors.ts';
import { readChanges } from '../../../../functions/shared/erp/envelope.ts';
import { parseLossless } from '../../../../functions/shared/erp/lossless-json.ts';
import { anyText, anyValue, asJson, damaged, foreignBody } from '../../../support/webhooks/any-body.ts';
import { arriving, idleHeaders } from '../../../support/webhooks/any-request.ts';
import { aConnection, aDoor } from '../../../support/webhooks/door.ts';
import { bytesOf } from '../../../support/webhooks/effects.ts';
import { wholeEffect } from '../../../support/webhooks/whole-effect.ts';

vi.setConfig({ testTimeout: 120_000 });

const connectors = loadConnectors('test/connectors');
const names = ['strict-hmac', 'keys-only', 'secret-path', 'keyless-status'] as const;
type Name = (typeof names)[number];

const key = 'a-key-of-this-test-0123456789';
const door = aDoor({
  connections: names.map((connector) => aConnection({ connectionId: connector, connector })),
  secrets: { signingKey: key, pushToken: key, hookKey: key },
  connectors,
});

/** What proves a body to each of them. */
const proof: Record<Name, (body: Uint8Array) => { headers?: Record<string, string>; rest?: string }> = {
  'strict-hmac': (body) => ({
    headers: { 'x-signature': createHmac('sha256', key).update(body).digest('base64') },
  }),
  'keys-only': () => ({ headers: { authorization: `Bearer ${key}` } }),
  'secret-path': () => ({ rest: `/${key}` }),
  'keyless-status': () => ({}),
};

/** One of these, or whatever else may stand in its place. */
const often = (...values: readonly unknown[]) =>
  fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...values) }, anyValue);
const perhaps = <T extends Record<string, fc.Arbitrary<unknown>>>(members: T) =>
  fc.oneof({ weight: 5, arbitrary: fc.record(members) }, fc.record(members, { requiredKeys: [] }));

const CONTACT = 'https://x/api/2.0/Contacts/2d1c0f5e-7777-4c0a-8f11-000000000001';
const PARTNER = 'erp.v1.BusinessPartner.Changed.v1';
const CONTRACT = 'erp.v1.SalesContract.Changed.v1';
const partner = perhaps({ BusinessPartner: often('1000001') });

/** What each of them is told. */
const told: Record<Name, fc.Arbitrary<unknown>> = {
  'strict-hmac': perhaps({
    resourceUrl: often(CONTACT, CONTACT.replace('Contacts', 'Subscriptions')),
    eventType: often('UPDATE', 'CREATE'),
  }),
  'keys-only': fc.oneof(
    perhaps({ specversion: often('1.0'), type: often(PARTNER, CONTRACT), data: partner }),
    perhaps({ KEY: fc.array(perhaps({ BUSINESSPARTNER: often('1000001') }), { maxLength: 3 }) }),
    partner,
  ),
  'secret-path': perhaps({
    triggercode: often('BILL_CREATE', 'COMPANY_DELETE', 'USER_LOGIN'),
    object: perhaps({ id: often('12') }),
  }),
  'keyless-status': perhaps({
    entityName: often('customer', 'article'),
    entityId: often('4711'),
    type: often('UPDATE', 'DELETE'),
  }),
};

const bodyOf = (name: Name) => {
  const many = fc.array(told[name], { maxLength: 3 });
  const said = asJson(name === 'strict-hmac' ? fc.record({ events: many }) : fc.oneof(told[name], many));
  return fc.oneof({ weight: 4, arbitrary: said }, damaged(said), foreignBody);
};

const headerValue = fc.oneof(anyText, fc.constantFrom('x'.repeat(501), PARTNER, CONTRACT));
const readHeaders = fc.dictionary(fc.constantFrom('ce-type', 'ce-time', 'ce-id'), headerValue);

const post = async (name: Name, { body, headers, isProven }: Input) => {
  door.forget();
  const { headers: proving = {}, rest = '' } = isProven ? proof[name](body) : {};
  const sent = arriving({ connectionId: name, headers: { ...headers, ...proving }, body });
  const request = { ...sent, path: `/hooks/${name}${rest}` };
  return { answer: await door.receive(name, request), request };
};

interface Input {
  readonly body: Uint8Array;
  readonly headers: Readonly<Record<string, string>>;
  readonly isProven: boolean;
}
const inputOf = (name: Name): fc.Arbitrary<Input> =>
  fc.record({
    body: bodyOf(name),
    headers: fc.tuple(idleHeaders, readHeaders).map(([idle, read]) => ({ ...idle, ...read })),
    isProven: fc.oneof({ weight: 3, arbitrary: fc.constant(true) }, fc.constant(false)),
  });

describe.each(names)('whatever is posted to %s', (name) => {
  const policy = connectors.get(name)?.manifest.webhook?.answers;

  it('is answered as it says, with nothing in the body, and has one whole effect or none', async () => {
    const seen = new Set<string>();
    const property = fc.asyncProperty(inputOf(name), async (input) => {
      const { answer, request } = await post(name, input);
      const isIn = input.isProven || name === 'keyless-status';
      const allowed = isIn ? [policy?.accepted, policy?.malformed] : [policy?.unauthenticated];

      expect(answer.body).toBe('');
      expect(allowed.map((each) => each?.status)).toContain(answer.status);
      const effect = wholeEffect(door, request);
      if (!isIn) expect(effect).toBe('nothing');
      seen.add(effect);
    });
    await fc.assert(property, { numRuns: 500 });
    // A fuzz test that never gets past the lock proves nothing.
    expect([...seen]).toEqual(expect.arrayContaining(['queued', 'parked', 'ignored']));
  });

  it('says behind the queue what it said at the door', async () => {
    const connector = connectors.get(name);
    if (!connector) throw new Error(`There is no connector ${name}.`);
    let compared = 0;
    const property = fc.asyncProperty(inputOf(name), async (input) => {
      await post(name, { ...input, isProven: true });
      const { queued, archived } = door.effects();
      compared += queued.length;
      for (const { message } of queued) {
        const json = parseLossless(bytesOf(message, archived));
        if (!json.ok) throw new Error(json.reason);
        const { changes } = await readChanges(connector, json.value, {
          secrets: new Set(message.refusedEntries),
          headers: message.headers,
        });
        expect(new Set(changes.map(({ entity }) => entity))).toEqual(new Set(message.entities));
      }
    });
    await fc.assert(property, { numRuns: 200 });
    expect(compared).toBeGreaterThan(0);
  });
});
