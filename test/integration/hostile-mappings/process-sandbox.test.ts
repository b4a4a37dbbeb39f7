import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { expect, it, vi } from 'vitest';
import { bareFlags } from '../../../functions/shared/erp/isolation/bare-process.ts';
import { processSandbox } from '../../../functions/shared/erp/isolation/process-sandbox.ts';
import { isolationLimits } from '../../../functions/shared/erp/isolation/limits.ts';
import { trialOutputSchema, type TrialOutput } from '../../../functions/shared/erp/trial/sandbox.ts';
import { aTrial } from '../../support/hostile-mappings/a-trial.ts';
import { sourceProgram } from '../../../functions/shared/erp/isolation/program.ts';

vi.setConfig({ testTimeout: 120_000 });

/** An honest item may take its time on a busy machine. */
const patient = { ...isolationLimits, itemMs: 4_000, runMs: 100_000 };

const run = (mapping: string, keys: string[], limits = patient) =>
  processSandbox(sourceProgram(), limits).run(aTrial(mapping, keys));

const codes = (output: TrialOutput) =>
  output.outcome === 'tried' &&
  output.items.map((item) => [item.key, 'failure' in item ? item.failure.code : 'result']);

/** For the key `bad` something hostile, for all others an honest record. */
const badly = (hostile: string) => `(id = "bad" ? ${hostile}; { "externalId": id, "name": "An honest one" })`;
/** A single step, within which no limit of the evaluator helps. */
const endless = '$match($pad("", 60, "a") & "!", /^(a+)+$/)';
/** Texts so large that V8 aborts the process instead of ending the thread. */
const abort =
  '($d := function($s, $n) { $n = 0 ? $s : $d($s & $s, $n - 1) }; $length($d("0123456789abcdef", 24)))';

it('gives each item the result it has alone', async () => {
  const output = await run('{ "externalId": id, "name": "An honest one" }', ['a', 'b']);

  expect(trialOutputSchema.parse(output)).toMatchObject({
    items: [
      { key: 'a', result: { canonical: [{ externalId: 'a', name: 'An honest one' }] } },
      { key: 'b', result: { canonical: [{ externalId: 'b', name: 'An honest one' }] } },
    ],
  });
});

it.each([
  ['runs without end', endless, 'too-slow'],
  ['takes the process down', abort, 'too-much-memory'],
])(
  'an item whose mapping %s is named, and those before and after it have their results',
  async (_what, hostile, code) => {
    const output = await run(badly(hostile), ['a', 'bad', 'b']);

    expect(codes(output)).toEqual([
      ['a', 'result'],
      ['bad', code],
      ['b', 'result'],
    ]);
  },
);

it('what comes too late in a run says that it was not tried', async () => {
  const output = await run(badly(endless), ['bad', 'a'], {
    ...isolationLimits,
    runMs: isolationLimits.itemMs / 2,
  });

  expect(codes(output)).toEqual([
    ['bad', 'too-slow'],
    ['a', 'not-tried'],
  ]);
});

it('patterns of a manifest are held to the same second', async () => {
  const pattern = {
    ...{ entity: 'debtor', payload: 'partial', recognise: { id: '^(a+)+$' } },
    mapping: { kind: 'expression', file: 'customer.jsonata' },
  };
  const { connector, items } = aTrial('{ "externalId": id }', [`${'a'.repeat(60)}!`, 'honest']);
  const manifest = { ...(connector.manifest as object), resources: { customer: pattern } };
  const output = await processSandbox(sourceProgram(), patient).run({
    ...{ connector: { ...connector, manifest }, items },
  });

  expect(codes(output)).toMatchObject([
    [expect.any(String), 'too-slow'],
    ['honest', 'result'],
  ]);
});

it('results that do not fit beside those before them say so', async () => {
  const output = await run('$error($pad("", 3000, "x"))', ['a', 'b'], {
    ...patient,
    answerBytes: 9_000,
  });

  expect(codes(output)).toEqual([
    ['a', 'result'],
    ['b', 'too-large'],
  ]);
});

it('says what is wrong with a manifest, with and without items', async () => {
  const trial = { ...aTrial('{}', []), connector: { manifest: { name: 7 }, mappings: {} } };
  const output = await processSandbox(sourceProgram()).run(trial);

  expect(output).toMatchObject({
    outcome: 'manifest-invalid',
    problems: expect.arrayContaining([{ field: 'name', reason: 'must be text, in quotes' }]),
  });
  expect(await run('{}', [])).toEqual({ outcome: 'tried', items: [] });
});

it('a program that does not start is our fault, not that of a mapping', async () => {
  const broken = { ...sourceProgram(), readable: [] };

  await expect(processSandbox(broken).run(aTrial('{}', ['a']))).rejects.toThrow(/^The sandbox does not work/);
});

it('a process ends with whoever waits for it, whatever its mapping does', async () => {
  const { script, readable } = sourceProgram();
  const child = spawn(process.execPath, [...bareFlags(readable), '--allow-worker', script], {
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const limits = { ...patient, itemMs: 600_000, runMs: 600_000 };
  child.stdin.write(`${JSON.stringify({ input: aTrial(badly(endless), ['bad']), limits })}\n`);
  const [begun] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  child.stdin.end();

  expect(JSON.parse(begun)).toEqual({ begun: 'bad' });
  expect(await once(child, 'exit')).toEqual([0, null]);
});
