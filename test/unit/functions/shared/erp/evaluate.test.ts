import { describe, expect, it } from 'vitest';
import { MappingError } from '../../../../../domain/errors.ts';
import { compileExpression, evaluate } from '../../../../../functions/shared/erp/evaluate.ts';
import { asRead } from '../../../../support/erp/requests.ts';

const run = (source: string, input: unknown = {}) =>
  evaluate(compileExpression(source, 'test.jsonata'), asRead(input));

describe('results', () => {
  it.each([0, 1, 2])('a list of %d forced by $list stays a list', async (count) => {
    const lines = Array.from({ length: count }, (_, index) => ({ id: `l${index}` }));

    expect(await run('{ "ids": $list(lines.id) }', { lines })).toEqual({ ids: lines.map(({ id }) => id) });
  });

  it('are plain: objects of the usual kind, lists without extra keys', async () => {
    const result = await run('{ "all": lines.{ "id": id } }', { lines: [{ id: 'a' }, { id: 'b' }] });

    expect(result).toStrictEqual({ all: [{ id: 'a' }, { id: 'b' }] });
    expect(Object.keys((result as { all: object }).all)).toEqual(['0', '1']);
  });

  it('leave out what was not sent and keep what is empty', async () => {
    expect(await run('{ "a": missing, "b": empty, "c": false }', { empty: null })).toStrictEqual({
      b: null,
      c: false,
    });
  });

  it('whole numbers become text; a fraction computed in floats is refused', async () => {
    expect(await run('$count([1, 2])')).toBe('2');
    await expect(run('0.1 + 0.2')).rejects.toThrow(/computed in floats/);
  });
});

describe('failures name their place', () => {
  it('a syntax error with its position', () => {
    expect(() => compileExpression('{ "a": ', 'broken.jsonata')).toThrow(MappingError);
    expect(() => compileExpression('{ "a": ', 'broken.jsonata')).toThrow(/broken\.jsonata, character \d+/);
  });

  it('a type error with its position', async () => {
    await expect(run('$lowercase(7)')).rejects.toMatchObject({
      name: 'MappingError',
      problems: [
        {
          field: expect.stringMatching(/^test\.jsonata, character \d+$/),
          reason: expect.stringContaining('T0410'),
        },
      ],
    });
  });

  it("a helper's problem as the helper says it", async () => {
    await expect(run('$decimal("12,50")')).rejects.toMatchObject({
      problems: [{ field: '$decimal', reason: '"12,50" is not a decimal number' }],
    });
  });
});

describe('limits', () => {
  it.each([
    '($f := function($n) { $f($n + 1) + 1 }; $f(0))',
    '[1..10000000]',
    '$map([1..99999], function($v) { [1..99999] })',
  ])('%s is stopped', async (source) => {
    await expect(run(source)).rejects.toThrow(MappingError);
  });

  it('an endless loop ends by the clock', async () => {
    await expect(run('($f := function() { $f() }; $f())')).rejects.toThrow(/D1012/);
  });

  it.each(['$now()', '$millis()', '$random()', '$shuffle([1])', '$eval("1")'])(
    '%s is not available: a replay gives the same result',
    async (source) => {
      await expect(run(source)).rejects.toThrow(/replay/);
    },
  );
});
