import { join } from 'node:path';
import { expect, it } from 'vitest';
import { isolationLimits } from '../../../functions/shared/erp/isolation/limits.ts';
import { runProcess } from '../../../functions/shared/erp/isolation/trial-process.ts';
import type { Saying } from '../../../functions/shared/erp/isolation/messages.ts';
import { aTrial } from '../../support/hostile-mappings/a-trial.ts';
import { sourceProgram } from '../../../functions/shared/erp/isolation/program.ts';

const { readable } = sourceProgram();
const support = join(import.meta.dirname, '../../support/hostile-mappings');
const heardOf = async (script: string) => {
  const heard: Saying[] = [];
  const program = { script, readable: [...readable, support] };
  const end = await runProcess(program, { input: aTrial('1', []), limits: isolationLimits }, (saying) =>
    heard.push(saying),
  );
  return { heard, end };
};

it('even code that runs in the process has no files, processes, environment or code from text, and no globals that lead outside', async () => {
  const { heard, end } = await heardOf(join(support, 'escape-artist.ts'));

  expect(end).toMatchObject({ code: 0, complaint: '' });
  expect(heard).toEqual([
    {
      unusable: [
        {
          field: 'code made from text',
          reason: expect.stringMatching(/^closed: Code generation from strings/),
        },
        { field: 'a file of the machine', reason: expect.stringMatching(/^closed: Access to this API/) },
        { field: 'a file of the repository', reason: expect.stringMatching(/^closed: Access to this API/) },
        { field: 'a file written', reason: expect.stringMatching(/^closed: Access to this API/) },
        { field: 'a process of its own', reason: expect.stringMatching(/^closed: Access to this API/) },
        { field: 'the environment', reason: 'closed: empty' },
        { field: 'the network', reason: 'closed: fetch is not defined' },
        { field: 'the process', reason: 'closed: process is not defined' },
      ],
    },
  ]);
});
