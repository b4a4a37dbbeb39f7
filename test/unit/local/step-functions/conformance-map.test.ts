import { describe, expect, it } from 'vitest';
import { runStateMachine } from '../../../../local/cloud/step-functions/run-state-machine.ts';
import { mapOf, pass, single } from './machines.ts';
import { bucketOf } from './bucket.ts';

const bucket = () =>
  bucketOf({ 'items.json': '[1,2,3,4,5]', 'items.csv': 'id,name\n1,a\n2,b\n3,c', 'in/a': '', 'in/b': '' });
const reader = (Key: string, ReaderConfig: object) => ({
  Resource: 'arn:aws:states:::s3:getObject',
  ReaderConfig,
  Arguments: { Bucket: 'b', Key },
});

describe('Map INLINE', () => {
  it('hands the selected value to the iteration, and nothing else', async () => {
    const Output = '{% $states.input.v * $states.input.f2 + $states.input.i * $states.input.all %}';
    const definition = single(
      mapOf(
        { A: pass({ Output, End: true }) },
        {
          Items: '{% $states.input.xs %}',
          MaxConcurrency: 2,
          ItemSelector: {
            v: '{% $states.context.Map.Item.Value %}',
            i: '{% $states.context.Map.Item.Index %}',
            all: '{% $states.input.f %}',
          },
        },
      ),
    );

    const result = await runStateMachine(definition, { xs: [1, 2, 3], f: 10 });

    expect(result).toMatchObject({ status: 'FAILED', error: 'States.QueryEvaluationError' });
  });

  it('gives the outputs of the iterations as a list', async () => {
    const definition = single(
      mapOf(
        { A: pass({ Output: '{% $states.input * 10 %}', End: true }) },
        { Items: '{% $states.input.xs %}', Output: { sum: '{% $sum($states.result) %}' } },
      ),
    );

    expect((await runStateMachine(definition, { xs: [1, 2, 3] })).output).toEqual({ sum: 60 });
  });

  it('accepts a single match that brackets keep a list', async () => {
    const definition = single(
      mapOf({ A: pass({ End: true }) }, { Items: '{% [$states.input.xs[id > 1]] %}' }),
    );

    expect((await runStateMachine(definition, { xs: [{ id: 1 }, { id: 2 }] })).output).toEqual([{ id: 2 }]);
  });
});

describe('Map DISTRIBUTED', () => {
  it('reads a JSON list from S3 and passes it on in batches', async () => {
    const Output = { n: '{% $count($states.input.Items) %}', run: '{% $states.input.BatchInput.run %}' };
    const definition = single(
      mapOf(
        { A: pass({ Output, End: true }) },
        {
          ItemReader: reader('{% $states.input.key %}', { InputType: 'JSON' }),
          ItemBatcher: { MaxItemsPerBatch: 2, BatchInput: { run: '{% $states.context.Execution.Id %}' } },
          MaxConcurrency: 3,
        },
        'DISTRIBUTED',
      ),
    );
    const options = { tasks: bucket().port, executionArn: 'exec' };

    const result = await runStateMachine(definition, { key: 'items.json' }, options);

    expect(result.output).toEqual([
      { n: 2, run: 'exec' },
      { n: 2, run: 'exec' },
      { n: 1, run: 'exec' },
    ]);
  });

  it('reads the rows of a CSV object, named by its first row', async () => {
    const ItemReader = reader('items.csv', { InputType: 'CSV', CSVHeaderLocation: 'FIRST_ROW' });
    const definition = single(mapOf({ A: pass({ End: true }) }, { ItemReader }, 'DISTRIBUTED'));

    expect((await runStateMachine(definition, {}, { tasks: bucket().port })).output).toEqual([
      { id: '1', name: 'a' },
      { id: '2', name: 'b' },
      { id: '3', name: 'c' },
    ]);
  });

  it('lists the objects under a prefix', async () => {
    const ItemReader = {
      Resource: 'arn:aws:states:::s3:listObjectsV2',
      Arguments: { Bucket: 'b', Prefix: 'in/' },
    };
    const processor = { A: pass({ Output: '{% $states.input.Key %}', End: true }) };

    const result = await runStateMachine(
      single(mapOf(processor, { ItemReader }, 'DISTRIBUTED')),
      {},
      { tasks: bucket().port },
    );

    expect(result.output).toEqual(['in/a', 'in/b']);
  });

  it('goes on as long as no more fail than ToleratedFailurePercentage', async () => {
    const processor = {
      A: { Type: 'Choice', Choices: [{ Condition: '{% $states.input = 2 %}', Next: 'F' }], Default: 'P' },
      F: { Type: 'Fail', Error: 'Bad' },
      P: pass({ End: true }),
    };
    const rest = { Items: '{% $states.input %}', ToleratedFailurePercentage: 50 };

    expect((await runStateMachine(single(mapOf(processor, rest, 'DISTRIBUTED')), [1, 2, 3])).output).toEqual([
      1, 3,
    ]);
  });

  it('writes the results to S3 and says where', async () => {
    const { port, objects } = bucket();
    const rest = {
      Items: '{% $states.input %}',
      ResultWriter: { Resource: 'arn:aws:states:::s3:putObject', Arguments: { Bucket: 'b', Prefix: 'out' } },
      Output: '{% $states.result.ResultWriterDetails %}',
    };
    const options = { tasks: port, newId: () => 'run-1' };

    const result = await runStateMachine(
      single(mapOf({ A: pass({ End: true }) }, rest, 'DISTRIBUTED')),
      [1],
      options,
    );

    expect(result.output).toEqual({ Bucket: 'b', Key: 'out/run-1/manifest.json' });
    expect(JSON.parse(objects.get('out/run-1/SUCCEEDED_0.json') ?? '')).toMatchObject([
      { Status: 'SUCCEEDED', Output: '1' },
    ]);
  });
});
