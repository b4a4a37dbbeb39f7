import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { bundleFunction } from '../../lib/bundling/bundle-function.ts';

const folder = mkdtempSync(join(tmpdir(), 'orderseam-bundles-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Kilobytes, each a little above what it is: a new dependency in front of a webhook has to be argued for here. */
const budgets: [string, number][] = [
  ['receive-delivery', 700],
  ['apply-delivery', 720],
  ['propose-couplings', 400],
  ['pull-changes', 720],
  ['list-due-connections', 400],
  ['record-catch-up', 400],
  ['ensure-subscriptions', 720],
  ['serve-admin-api', 900],
];

describe.each(budgets)('%s', (name, kilobytes) => {
  const outfile = join(folder, `${name}.cjs`);
  const metafile = bundleFunction(`functions/${name}/handler.ts`, outfile);
  const [output] = Object.values(metafile.outputs);
  const inputs = Object.keys(metafile.inputs);

  it(`is at most ${String(kilobytes)} KB`, () => {
    expect((output?.bytes ?? Infinity) / 1024).toBeLessThanOrEqual(kilobytes);
  });

  it('needs nothing but Node at run time', () => {
    const external = (output?.imports ?? []).map(({ path }) => path);

    expect(external.filter((path) => !isBuiltin(path))).toEqual([]);
  });

  it('carries neither the CDK nor anything that is for building and testing', () => {
    expect(
      inputs.filter((input) =>
        /node_modules\/(aws-cdk-lib|constructs|vitest|fast-check|esbuild)\//.test(input),
      ),
    ).toEqual([]);
  });

  it('is the same however often it is bundled', () => {
    const again = join(folder, `${name}.again.cjs`);
    bundleFunction(`functions/${name}/handler.ts`, again);

    expect(readFileSync(again).equals(readFileSync(outfile))).toBe(true);
  });
});
