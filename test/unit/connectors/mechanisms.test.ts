import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadConnectors } from '../../../functions/shared/erp/connectors.ts';
import { checkConnector } from '../../../functions/shared/erp/trial/check-connector.ts';

/** The connectors that show one mechanism each; the documentation links to them as examples. */
const FOLDER = 'test/connectors';

describe('the example of a mechanism', () => {
  it.each(loadConnectors(FOLDER).names())('%s is fit to ship, by its own vectors', async (name) => {
    const { problems, vectors } = await checkConnector(join(FOLDER, name));

    expect(problems).toEqual([]);
    expect(vectors.flatMap((vector) => vector.differences)).toEqual([]);
  });
});
