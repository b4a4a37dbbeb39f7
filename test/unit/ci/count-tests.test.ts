import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const result = (status: string, tests: number) => ({ status, assertionResults: Array(tests).fill({}) });

function counted(report: unknown) {
  const file = join(temporaryFolder(), 'report.json');
  if (report !== undefined) writeFileSync(file, JSON.stringify(report));
  const { stdout, status } = spawnSync(process.execPath, ['.ci/count-tests.mjs', file], { encoding: 'utf8' });
  return { line: stdout, status };
}

describe('the last line of the proof', () => {
  it('counts what the run reported', () => {
    const testResults = [result('passed', 5), result('passed', 2)];
    expect(
      counted({ numPassedTests: 5, numFailedTests: 0, numPendingTests: 1, numTodoTests: 1, testResults }),
    ).toEqual({ line: '5 passed, 0 failed, 2 skipped\n', status: 0 });
  });

  it('counts a file that could not be loaded as a failure', () => {
    const testResults = [result('passed', 5), result('failed', 0), result('failed', 1)];
    expect(
      counted({ numPassedTests: 5, numFailedTests: 1, numPendingTests: 0, numTodoTests: 0, testResults }),
    ).toEqual({ line: '5 passed, 2 failed, 0 skipped\n', status: 1 });
  });

  it('is a failure without a report, and when nothing ran', () => {
    expect(counted(undefined)).toEqual({ line: '0 passed, 1 failed, 0 skipped\n', status: 1 });
    const nothing = {
      numPassedTests: 0,
      numFailedTests: 0,
      numPendingTests: 0,
      numTodoTests: 0,
      testResults: [],
    };
    expect(counted(nothing)).toEqual({ line: '0 passed, 0 failed, 0 skipped\n', status: 1 });
  });
});

it('the proof runs the steps of npm run check, all of them and in their order', () => {
  const manifest = z
    .object({ scripts: z.object({ check: z.string() }) })
    .parse(JSON.parse(readFileSync('package.json', 'utf8')));
  const inCheck = manifest.scripts.check.split('&&').map((step) => step.trim().replace(/^npm (run )?/, ''));
  const [, inProof = ''] = /^for step in (.*); do$/m.exec(readFileSync('.ci/run', 'utf8')) ?? [];
  expect(inProof.split(' ')).toEqual(inCheck);
});
