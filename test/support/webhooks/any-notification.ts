import fc from 'fast-check';
import { anyText, anyValue, asJson, damaged, foreignBody, type AnyBody } from './any-body.ts';
import { aConnection } from './door.ts';

/** Two, as while one is being replaced. */
export const clientStates = ['shared-state-of-the-demo-erp-01', 'shared-state-of-the-demo-erp-00'];

const company = '5b1f2c9e-0d7a-4b7e-9a55-2f1c6c7f0a11';
const record = 'a1b2c3d4-0000-4000-8000-000000000020';

export const businessCentral = aConnection({
  connectionId: 'business-central',
  connector: 'business-central',
  externalCompany: company,
});

/** Entities by the ERP's own name for their records. */
const entityOf = { customers: 'debtor', items: 'product', salesInvoices: 'invoice' } as const;

const knownState = fc.constantFrom(...clientStates);

/** Guesses, and what a careless comparison would take for the shared value. */
const nearMiss = fc.oneof(
  anyText,
  fc.constantFrom<unknown[]>(undefined, null, true, 0, '', '__proto__', [], {}),
  knownState.chain((state) =>
    fc.constantFrom<unknown[]>(state.slice(0, -1), `${state} `, state.toUpperCase(), [state], { state }),
  ),
);
/** Some of them make a whole body unreadable: numbers without a decimal form, keys that are refused. */
const wrongState = fc.oneof(nearMiss, anyValue);

const notification = (clientState: fc.Arbitrary<unknown>, resource: fc.Arbitrary<unknown>) =>
  fc.record({
    subscriptionId: fc.constant('customers'),
    clientState,
    resource,
    changeType: fc.constantFrom('created', 'updated', 'deleted'),
    lastModifiedDateTime: fc.constant('2026-02-01T07:59:00Z'),
  });

const address = (resource: string): string => `api/v2.0/companies(${company})/${resource}(${record})`;

/** An entry that is whole but for its shared value, and what is to become of it. */
const flaggedEntry = fc
  .tuple(fc.constantFrom('customers', 'items', 'salesInvoices'), fc.boolean())
  .chain(([resource, isKnown]) =>
    notification(isKnown ? knownState : nearMiss, fc.constant(address(resource))).map((entry) => ({
      ...{ entry, isKnown },
      entity: entityOf[resource],
    })),
  );

/** A batch in which some entries know the shared value and others do not. */
export const flaggedBatch = fc.array(flaggedEntry, { maxLength: 6 }).map((entries) => ({
  body: Buffer.from(JSON.stringify({ value: entries.map(({ entry }) => entry) })),
  refused: entries.flatMap(({ isKnown }, index) => (isKnown ? [] : [index])),
  entities: [...new Set(entries.flatMap(({ isKnown, entity }) => (isKnown ? [entity] : [])))],
}));

const wildEntry = (clientState: fc.Arbitrary<unknown>) =>
  fc.oneof(
    notification(
      clientState,
      fc.oneof(
        fc.constantFrom('customers', 'salesOrders', 'vendors').map(address),
        anyText.map((text) => `${address('items')}${text}`),
        anyText.map(address),
        anyValue,
      ),
    ),
    fc.record({ clientState, changeType: anyValue, resource: anyValue, lastModifiedDateTime: anyValue }),
    anyValue,
  );

const batchOf = (clientState: fc.Arbitrary<unknown>): AnyBody =>
  asJson(fc.record({ value: fc.array(wildEntry(clientState), { maxLength: 4 }), '@odata.count': anyValue }));

/** Most of a real notification, from one who knows the shared value. */
export const knowersBody: AnyBody = fc.oneof(batchOf(knownState), damaged(batchOf(knownState)));

/** Anything from one who does not know it. */
export const strangersBody: AnyBody = fc.oneof(
  batchOf(wrongState),
  damaged(batchOf(wrongState)).filter(namesNoState),
  foreignBody,
);

/** Damage may turn a near miss into the shared value itself. */
function namesNoState(bytes: Uint8Array): boolean {
  const text = Buffer.from(bytes);
  return !clientStates.some((state) => text.includes(state));
}
