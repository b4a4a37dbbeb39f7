import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { bundleFunction } from '../../lib/bundling/bundle-function.ts';
import { initialFiles } from '../../lib/bundling/initial-files.ts';

const folder = mkdtempSync(join(tmpdir(), 'orderseam-bundles-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/**
 * Kilobytes that are loaded before the first call, each a little above what it is: a new dependency in front of a webhook has to be
 * argued for here.
 */
const budgets: [string, number][] = [
  ['receive-delivery', 203],
  ['apply-delivery', 325],
  ['propose-couplings', 175],
  ['follow-orders', 175],
  // Fonts, layout and the letterhead: a function of its own because of that.
  ['render-document', 2_200],
  ['pull-changes', 325],
  ['list-due-connections', 180],
  ['list-due-comparisons', 180],
  ['record-catch-up', 150],
  ['ensure-subscriptions', 230],
  ['serve-admin-api', 185],
  ['try-mapping', 115],
];

describe.each(budgets)('%s', (name, kilobytes) => {
  const outdir = join(folder, name);
  const metafile = bundleFunction(`functions/${name}/handler.ts`, outdir);
  const outputs = Object.values(metafile.outputs);

  it(`loads at most ${String(kilobytes)} KB before its first call`, () => {
    const bytes = initialFiles(metafile).map((file) => metafile.outputs[file]?.bytes ?? Infinity);

    expect(bytes.reduce((sum, size) => sum + size, 0) / 1024).toBeLessThanOrEqual(kilobytes);
    expect(bytes.length).toBeGreaterThan(0);
  });

  it('needs nothing but Node at run time', () => {
    const external = outputs.flatMap(({ imports }) => imports.filter((imported) => imported.external));

    expect(external.map(({ path }) => path).filter((path) => !isBuiltin(path))).toEqual([]);
  });

  it('carries neither the CDK nor anything that is for building and testing', () => {
    const inputs = outputs.flatMap((output) => Object.keys(output.inputs));

    expect(
      inputs.filter((input) =>
        /node_modules\/(aws-cdk-lib|constructs|vitest|fast-check|esbuild)\//.test(input),
      ),
    ).toEqual([]);
  });

  it('is the same however often it is bundled', () => {
    const again = join(folder, `${name}-again`);
    bundleFunction(`functions/${name}/handler.ts`, again);

    expect(readdirSync(again)).toEqual(readdirSync(outdir));
    for (const file of readdirSync(outdir))
      expect(readFileSync(join(again, file)).equals(readFileSync(join(outdir, file))), file).toBe(true);
  });
});
