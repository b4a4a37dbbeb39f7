import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { buildConnector, loadConnector, loadConnectors } from '../../../functions/shared/erp/connectors.ts';
import { mutantsOf } from '../../support/erp/mutants.ts';
import { noticingVectors } from '../../support/erp/noticing-vectors.ts';

describe.each(loadConnectors('connectors').names())('the vectors of %s', (name) => {
  const folder = join('connectors', name);
  const { manifest, sources } = loadConnector(folder);
  const mutated = Object.entries(sources).map(([file, source]) => ({ file, mutants: mutantsOf(source) }));
  const isNoticed = noticingVectors(folder);

  it('are silent on the connector as it ships', async () => {
    expect(await isNoticed(buildConnector(manifest, sources))).toBe(false);
  });

  it.each(mutated.filter(({ mutants }) => mutants.length > 0))(
    'notice every field of $file that is left out or exchanged',
    async ({ file, mutants }) => {
      const unnoticed: string[] = [];
      for (const { what, source } of mutants)
        if (!(await isNoticed(buildConnector(manifest, { ...sources, [file]: source }))))
          unnoticed.push(what);

      expect(unnoticed).toEqual([]);
    },
    60_000,
  );
});
