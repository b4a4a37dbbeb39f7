import { describe, expect, it } from 'vitest';
import { readChanges } from '../../../../../../functions/shared/erp/envelope.ts';
import { aConnector, aWebhook } from '../../../../../support/erp/a-connector.ts';
import { asRead } from '../../../../../support/erp/requests.ts';

const connector = aConnector(
  { webhook: aWebhook({ envelope: { kind: 'expression', file: 'entry.jsonata' } as never }) },
  {
    'entry.jsonata':
      '$list(ids).{ "resource": "things", "change": "updated", "externalId": $, "company": $company }',
  },
);
const announced = (ids: readonly string[]) =>
  readChanges(connector, asRead([{ ids }, { ids: ['z'] }]), { secrets: {}, externalCompany: 'ours' });

describe('an entry that announces several changes', () => {
  it('yields each of them, in order', async () => {
    const { changes } = await announced(['a', 'b']);

    expect(changes.map(({ externalId }) => externalId)).toEqual(['a', 'b', 'z']);
  });

  it('counts by its own place where one of them is unreadable', async () => {
    const { changes, unreadable } = await announced(['a', '../x']);

    expect(changes.map(({ externalId }) => externalId)).toEqual(['a', 'z']);
    expect(unreadable.map(({ index }) => index)).toEqual([0]);
  });

  it('is unreadable where it yields nothing', async () => {
    expect((await announced([])).unreadable.map(({ index }) => index)).toEqual([0]);
  });
});
