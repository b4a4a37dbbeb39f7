import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  trialOutputSchema,
  type MappingSandbox,
  type TrialOutcome,
} from '../../../functions/shared/erp/trial/sandbox.ts';
import { bundleFunction } from '../../../lib/bundling/bundle-function.ts';
import { systemClock } from '../../../local/cloud/clock.ts';
import { LambdaRuntime } from '../../../local/cloud/lambda/index.ts';
import { resultOf } from '../../../local/cloud/lambda/outcome.ts';
import { expectedOf, hostileExpressions, verdictOf } from '../../support/hostile-mappings/corpus.ts';
import { aTrial } from '../../support/hostile-mappings/a-trial.ts';
import { Listener, outcomesOf } from '../../support/hostile-mappings/run-all.ts';

const codeFolder = mkdtempSync(join(tmpdir(), 'orderseam-try-mapping-'));
const listener = new Listener();
const expressions = hostileExpressions(await listener.listen());
const runtime = new LambdaRuntime({ clock: systemClock });
const embedded: MappingSandbox = {
  run: async (input) =>
    trialOutputSchema.parse(resultOf('try-mapping', await runtime.invoke('try-mapping', { event: input }))),
};

let outcomes: ReadonlyMap<string, TrialOutcome>;
beforeAll(async () => {
  bundleFunction('functions/try-mapping/handler.ts', codeFolder);
  const spec = {
    ...{ name: 'try-mapping', arn: 'arn:aws:lambda:local:0:function:try-mapping', logicalId: 'TryMapping' },
    ...{ codeFolder, handler: 'index.handler', environment: {}, deadLetterArn: undefined },
    ...{ timeoutMs: 28_000, memoryMb: 1769, reservedConcurrency: 4 },
  };
  runtime.define(spec, { AWS_SECRET_ACCESS_KEY: 'nobody may see this' });
  outcomes = await outcomesOf(embedded, expressions);
}, 600_000);
afterAll(async () => {
  listener.close();
  await runtime.close();
  rmSync(codeFolder, { recursive: true, force: true });
});

describe('a hostile mapping, in the function of the embedded cloud', () => {
  it.each(expressions)('comes to its end ($expected): $name', (mapping) => {
    expect(expectedOf(mapping)).toContain(verdictOf(outcomes.get(mapping.name)));
  });

  it('leaves the function as it was: an honest mapping is answered, and nothing was started over', async () => {
    const output = await embedded.run(aTrial('{ "externalId": id, "name": "honest" }', ['a']));
    const { errors, coldStarts } = runtime.counters()['try-mapping'] ?? {};

    expect(output).toMatchObject({ items: [{ key: 'a', result: { canonical: [{ name: 'honest' }] } }] });
    expect({ errors, coldStarts }).toEqual({ errors: 0, coldStarts: expect.any(Number) });
    expect(coldStarts).toBeLessThanOrEqual(4);
  });

  it('reaches nobody', () => {
    expect(listener.connections).toBe(0);
  });
});
