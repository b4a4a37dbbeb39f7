import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { mockClient } from 'aws-sdk-client-mock';
import { expect, it } from 'vitest';
import { functionSandbox } from '../../../../functions/serve-admin-api/adapters/mapping-sandbox.ts';
import { trialInputSchema, type TrialInput } from '../../../../functions/shared/erp/trial/sandbox.ts';

const input = (...keys: string[]): TrialInput => ({
  connector: { manifest: {}, mappings: {} },
  items: keys.map((key) => ({ key, body: 'e30=' })),
});
const result = {
  ...{ authentic: null, changes: [], requests: [], records: [], canonical: [] },
  ...{ ignored: [], refused: [], forPeople: [], problems: [] },
};
const tried = (keys: string[]) => ({ outcome: 'tried', items: keys.map((key) => ({ key, result })) });

/** A function that is asked with keys; an error is what Lambda says instead of its answer. */
function aFunction(answer: (keys: string[]) => { outcome: string } | { errorType: string }) {
  const asked: string[][] = [];
  const functions = mockClient(LambdaClient);
  functions.on(InvokeCommand).callsFake(({ Payload }: { Payload: Buffer }) => {
    const keys = trialInputSchema.parse(JSON.parse(Payload.toString())).items.map(({ key }) => key);
    asked.push(keys);
    const answered = answer(keys);
    return Promise.resolve({
      Payload: Buffer.from(JSON.stringify(answered)),
      ...('errorType' in answered && { FunctionError: 'Unhandled' }),
    });
  });
  const run = (...keys: string[]) =>
    functionSandbox(new LambdaClient({ region: 'eu-central-1' }), 'try').run(input(...keys));
  return { functions, asked, run };
}

it('asks the function that may do nothing, and believes the form of its answer only', async () => {
  const { run, functions } = aFunction(tried);

  await expect(run('a', 'b')).resolves.toEqual(tried(['a', 'b']));
  expect(functions.commandCalls(InvokeCommand)[0]?.args[0].input.FunctionName).toBe('try');
  await expect(aFunction(() => ({ outcome: 'all is well' })).run('a')).rejects.toThrow('discriminator');
});

it('what the function goes down with is found by halves, and the others have their results', async () => {
  const { run, asked } = aFunction((keys) =>
    keys.includes('bad') ? { errorType: 'Runtime.ExitError' } : tried(keys),
  );

  await expect(run('a', 'bad', 'c', 'd')).resolves.toMatchObject({
    items: [
      { key: 'a', result },
      { key: 'bad', failure: { code: 'crashed', reason: expect.stringContaining('Runtime.ExitError') } },
      { key: 'c', result },
      { key: 'd', result },
    ],
  });
  expect(asked.length).toBe(5);
});

it('a manifest that is invalid is so once', async () => {
  const invalid = { outcome: 'manifest-invalid', problems: [{ field: 'name', reason: 'is missing' }] };
  const { run } = aFunction((keys) => (keys.length > 1 ? { errorType: 'Runtime.OutOfMemory' } : invalid));

  await expect(run('a', 'b')).resolves.toEqual(invalid);
});

it.each([
  ['a bug of the function', { errorType: 'Error', errorMessage: 'The sandbox does not work' }, ['a', 'b']],
  ['a function that is too slow as a whole', { errorType: 'Sandbox.Timedout' }, ['a', 'b']],
  ['a function that goes down without any item', { errorType: 'Runtime.ExitError' }, []],
])('%s is no fault of a mapping', async (_what, error, keys) => {
  await expect(aFunction(() => error).run(...keys)).rejects.toThrow(/^try-mapping failed/);
});

it('says that all places are taken, so that the caller asks again', async () => {
  const { functions, run } = aFunction(tried);
  functions.on(InvokeCommand).rejects(Object.assign(new Error('Rate'), { name: 'TooManyRequestsException' }));

  await expect(run('a')).rejects.toMatchObject({ code: 'try-again' });
  functions.on(InvokeCommand).rejects(new Error('no such function'));
  await expect(run('a')).rejects.toThrow('no such function');
});
