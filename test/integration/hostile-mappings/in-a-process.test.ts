import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isolationLimits } from '../../../functions/shared/erp/isolation/limits.ts';
import { processSandbox } from '../../../functions/shared/erp/isolation/process-sandbox.ts';
import type { TrialOutcome } from '../../../functions/shared/erp/trial/sandbox.ts';
import { expectedOf, hostileExpressions, verdictOf } from '../../support/hostile-mappings/corpus.ts';
import { hugeMappings } from '../../support/hostile-mappings/generated.ts';
import { Listener, outcomesOf } from '../../support/hostile-mappings/run-all.ts';
import { sourceProgram } from '../../../functions/shared/erp/isolation/program.ts';

const listener = new Listener();
const port = await listener.listen();
const expressions = hostileExpressions(port);
const takingLong = expressions.filter(({ expected }) => ['slow', 'ended', 'stopped'].includes(expected));
const quick = [...expressions.filter((each) => !takingLong.includes(each)), ...hugeMappings];

/** What comes to an end by itself may take its time on a busy machine; what does not is held to the real limits. */
const patient = { ...isolationLimits, itemMs: 15_000, runMs: 200_000 };

let outcomes: ReadonlyMap<string, TrialOutcome>;
let milliseconds: number;
beforeAll(async () => {
  const begun = performance.now();
  const long = await outcomesOf(processSandbox(sourceProgram()), takingLong);
  milliseconds = performance.now() - begun;
  outcomes = new Map([...long, ...(await outcomesOf(processSandbox(sourceProgram(), patient), quick))]);
}, 600_000);
afterAll(() => listener.close());

describe('a hostile mapping, in a process of its own', () => {
  it.each([...takingLong, ...quick])('comes to its end ($expected): $name', (mapping) => {
    expect(expectedOf(mapping)).toContain(verdictOf(outcomes.get(mapping.name)));
  });

  it('is one of at least a hundred, none left out and none there twice', () => {
    expect(outcomes.size).toBe(takingLong.length + quick.length);
    expect(outcomes.size).toBeGreaterThanOrEqual(100);
  });

  it('has a second, and starting over has not many more', () => {
    expect(milliseconds / takingLong.length).toBeLessThan(5_000);
  });

  it('reaches nobody', () => {
    expect(listener.connections).toBe(0);
  });
});
