import { describe, expect, it } from 'vitest';
import { runStateMachine } from '../../../../local/cloud/step-functions/run-state-machine.ts';
import { bucketOf } from './bucket.ts';
import { mapOf, pass, single } from './machines.ts';

async function read(text: string, ReaderConfig: object) {
  const ItemReader = {
    Resource: 'arn:aws:states:::s3:getObject',
    ReaderConfig,
    Arguments: { Bucket: 'b', Key: 'k' },
  };
  const definition = single(mapOf({ A: pass({ End: true }) }, { ItemReader }, 'DISTRIBUTED'));
  const { output, error } = await runStateMachine(definition, {}, { tasks: bucketOf({ k: text }).port });
  return error ?? output;
}

describe('ItemReader', () => {
  it('reads JSON lines and skips empty ones', async () => {
    expect(await read('{"a":1}\r\n\n{"a":2}\n', { InputType: 'JSONL' })).toEqual([{ a: 1 }, { a: 2 }]);
  });

  it('reads quoted CSV fields with delimiters, line breaks and quotes', async () => {
    expect(await read('\uFEFFid,name\r\n1,"a, ""b""\nc"\r\n2,\r\n', { InputType: 'CSV' })).toEqual([
      { id: '1', name: 'a, "b"\nc' },
      { id: '2', name: '' },
    ]);
  });

  it.each([
    ['PIPE', '|'],
    ['SEMICOLON', ';'],
    ['TAB', '\t'],
  ])('reads %s as the delimiter, with given headers', async (CSVDelimiter, delimiter) => {
    const config = { InputType: 'CSV', CSVDelimiter, CSVHeaderLocation: 'GIVEN', CSVHeaders: ['x', 'y'] };

    expect(await read(`1${delimiter}2`, config)).toEqual([{ x: '1', y: '2' }]);
  });

  it('follows ItemsPointer and stops at MaxItems', async () => {
    expect(
      await read('{"a":{"list":[1,2,3]}}', { InputType: 'JSON', ItemsPointer: '/a/list', MaxItems: 2 }),
    ).toEqual([1, 2]);
  });

  it.each([
    ['is not JSON', '{', 'JSON'],
    ['holds no list', '{"a":1}', 'JSON'],
    ['has a broken line', '1\n{', 'JSONL'],
  ])('fails when the object %s', async (_, text, InputType) => {
    expect(await read(text, { InputType })).toBe('States.ItemReaderFailed');
  });

  it('fails when the object cannot be read', async () => {
    const ItemReader = { Resource: 'arn:aws:states:::s3:getObject', Arguments: { Bucket: 'b', Key: 'k' } };
    const definition = single(mapOf({ A: pass({ End: true }) }, { ItemReader }, 'DISTRIBUTED'));

    const result = await runStateMachine(
      definition,
      {},
      { tasks: () => Promise.reject(new Error('NoSuchKey')) },
    );

    expect(result).toMatchObject({ error: 'States.ItemReaderFailed', cause: 'NoSuchKey' });
  });
});
