import type { TrialInput } from '../../../functions/shared/erp/trial/sandbox.ts';

/** A connector with one mapping, and a record for each key, whose id is the key. */
export const aTrial = (mapping: string, keys: readonly string[]): TrialInput => ({
  connector: {
    manifest: {
      ...{ name: 'tried', title: 'Tried', description: 'An ERP that is tried.' },
      identity: { id: 'id', pattern: '.+' },
      resources: {
        customer: {
          ...{ entity: 'debtor', payload: 'partial' },
          mapping: { kind: 'expression', file: 'customer.jsonata' },
        },
      },
    },
    mappings: { 'customer.jsonata': mapping },
  },
  items: keys.map((key) => ({
    key,
    body: Buffer.from(JSON.stringify({ id: key })).toString('base64'),
    as: 'debtor',
  })),
});
