import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadConnector, loadConnectors } from '../../../functions/shared/erp/connectors.ts';
import { checkConnector } from '../../../functions/shared/erp/trial/check-connector.ts';
import {
  loadOutboundVectors,
  runOutboundVector,
} from '../../../functions/shared/erp/trial/outbound-vector.ts';
import { loadVectors, runVector } from '../../../functions/shared/erp/trial/vector.ts';

describe.each(loadConnectors('connectors').names())('%s', (name) => {
  const folder = join('connectors', name);
  const connector = loadConnector(folder);

  it.each([...loadVectors(folder)].map(([file, vector]) => ({ ...vector, file })))(
    '$file: $title',
    async ({ file, ...vector }) => {
      expect((await runVector(connector, folder, [file, vector])).differences).toEqual([]);
    },
  );

  it.each([...loadOutboundVectors(folder)].map(([file, vector]) => ({ ...vector, file })))(
    'outbound $file: $title',
    async ({ file, ...vector }) => {
      expect((await runOutboundVector(connector, [file, vector])).differences).toEqual([]);
    },
  );

  it('is fit to ship', async () => {
    expect((await checkConnector(folder)).problems).toEqual([]);
  });
});
