import { describe, expect, it } from 'vitest';
import { runTrials } from '../../../../../../functions/shared/erp/trial/run-trials.ts';
import {
  trialInputSchema,
  trialOutputSchema,
  type TrialInput,
} from '../../../../../../functions/shared/erp/trial/sandbox.ts';

const manifest = {
  ...{ name: 'tried', title: 'Tried', description: 'An ERP that is tried.' },
  identity: { id: 'id', pattern: '.+' },
  resources: {
    customer: {
      entity: 'debtor',
      payload: 'partial',
      mapping: { kind: 'expression', file: 'customer.jsonata' },
    },
  },
};
const item = (key: string, record: unknown) => ({
  key,
  body: Buffer.from(JSON.stringify(record)).toString('base64'),
  as: 'debtor' as const,
});
const input = (mapping: string, ...items: TrialInput['items']): TrialInput => ({
  connector: { manifest, mappings: { 'customer.jsonata': mapping } },
  items,
});
const maps = '{ "externalId": id, "name": name }';

describe('trying mappings that did not ship', () => {
  it('answers for each item in turn with what the connector makes of it', async () => {
    const output = await runTrials(
      input(maps, item('a', { id: '1', name: 'One' }), item('b', { name: 'Two' })),
    );

    expect(output).toMatchObject({
      outcome: 'tried',
      items: [
        { key: 'a', result: { canonical: [{ externalId: '1', name: 'One' }], problems: [] } },
        { key: 'b', result: { canonical: [], problems: [{ field: 'externalId' }] } },
      ],
    });
    expect(trialOutputSchema.parse(output)).toEqual(output);
  });

  it('names by path what is wrong with a manifest', async () => {
    const connector = {
      manifest: { ...manifest, resources: { customer: { entity: 'debitor' } } },
      mappings: {},
    };
    const output = await runTrials({ connector, items: [] });

    expect(output).toMatchObject({
      outcome: 'manifest-invalid',
      problems: expect.arrayContaining([expect.objectContaining({ field: 'resources.customer.entity' })]),
    });
  });

  it('takes a resource that the manifest lacks for a mistake of the asker', async () => {
    const output = await runTrials(input(maps, { ...item('a', {}), resource: 'vendor' }));

    expect(output).toMatchObject({ items: [{ result: { problems: [{ field: 'resource' }] } }] });
  });

  it('a mapping that does not parse is a problem of each item', async () => {
    const output = await runTrials(input('{ "externalId": ', item('a', {})));

    expect(output).toMatchObject({
      items: [{ result: { problems: [{ reason: expect.stringMatching(/S0203/) }] } }],
    });
  });

  it('a file that the manifest names and nobody gave is a fault of the manifest', async () => {
    const output = await runTrials({ connector: { manifest, mappings: {} }, items: [item('a', {})] });

    expect(output).toMatchObject({ outcome: 'manifest-invalid', problems: [{ field: 'customer.jsonata' }] });
  });

  it('a mapping that yields no record is a problem of its item only', async () => {
    const output = await runTrials(input('$string($)', item('a', {}), item('b', {})));

    expect(output).toMatchObject({
      items: [{ result: { problems: [{ field: 'customer.jsonata' }] } }, { key: 'b' }],
    });
  });

  it('says of a result that would fill the answer that it is too large', async () => {
    const output = await runTrials(
      input(`{ "externalId": id, "unknown": $pad("x", 4000000) }`, item('a', { id: '1' })),
    );
    const shown = await runTrials(input(`$error($pad("x", 4000000))`, item('a', { id: '1' })));

    expect(output).toMatchObject({ items: [{ result: { canonical: [{ externalId: '1' }] } }] });
    expect(shown).toMatchObject({ items: [{ failure: { code: 'too-large' } }] });
  });
});

describe('what may be tried', () => {
  it('is refused when two items have one key', () => {
    const twice = input(maps, item('a', {}), item('a', {}));

    expect(trialInputSchema.safeParse(twice).error?.issues).toMatchObject([{ message: 'keys appear twice' }]);
  });
});
