import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  buildConnector,
  loadConnector,
  loadConnectors,
  type Connector,
} from '../../../functions/shared/erp/connectors.ts';
import {
  loadOutboundVectors,
  runOutboundVector,
} from '../../../functions/shared/erp/trial/outbound-vector.ts';
import { loadVectors, runVector, type VectorResult } from '../../../functions/shared/erp/trial/vector.ts';
import { mutantsOf } from '../../support/erp/mutants.ts';

describe.each(loadConnectors('connectors').names())('the vectors of %s', (name) => {
  const folder = join('connectors', name);
  const { manifest, sources } = loadConnector(folder);
  const mutated = Object.entries(sources).map(([file, source]) => ({ file, mutants: mutantsOf(source) }));
  const vectors: ((connector: Connector) => Promise<VectorResult>)[] = [
    ...[...loadVectors(folder)].map((each) => (connector: Connector) => runVector(connector, folder, each)),
    ...[...loadOutboundVectors(folder)].map(
      (each) => (connector: Connector) => runOutboundVector(connector, each),
    ),
  ];

  /** The vector that noticed is asked first the next time: it often notices the next field, too. */
  async function isNoticed(connector: Connector): Promise<boolean> {
    for (const [place, vector] of vectors.entries()) {
      if ((await vector(connector)).differences.length === 0) continue;
      vectors.unshift(...vectors.splice(place, 1));
      return true;
    }
    return false;
  }

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
