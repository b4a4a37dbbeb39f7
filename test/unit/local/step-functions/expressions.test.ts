import jsonata from 'jsonata-sfn';
import { describe, expect, it } from 'vitest';
import type { Json } from '../../../../local/cloud/step-functions/json.ts';
import { evaluateTemplate } from '../../../../local/cloud/step-functions/jsonata/evaluate.ts';
import { limit } from '../../../../local/cloud/step-functions/jsonata/limits.ts';
import { referencesOf } from '../../../../local/cloud/step-functions/jsonata/references.ts';

const around = {
  states: { input: { list: [1, 2], nothing: null } },
  variables: { v: { w: 'x' } },
  sources: { now: () => Date.UTC(2026, 0, 31, 12, 30), random: () => 0.5, newId: () => 'an-id' },
};
const evaluate = (expression: string): Promise<Json> =>
  evaluateTemplate(`{% ${expression} %}`, around, 'Output');

describe('expressions', () => {
  it.each<[string, Json]>([
    ['$states.input.list', [1, 2]],
    ['$states.input.nothing', null],
    ['$v.w', 'x'],
    ['1/0', 'Infinity'],
    ['[1/0]', ['Infinity']],
    ['$now()', '2026-01-31T12:30:00.000Z'],
    ['$now("[D01].[M01].[Y]")', '31.01.2026'],
    ['$millis()', Date.UTC(2026, 0, 31, 12, 30)],
    ['$random()', 0.5],
    ['$random(7) = $random(7)', true],
    ['$uuid()', 'an-id'],
    ['$range(-1.7, 2, 1)', [-1, 0, 1, 2]],
    ['$range(5, 1, -2)', [5, 3, 1]],
    ['$range(1, 1, 1)', 1],
    ['$partition([1,2,3], 2.9)', [[1, 2], [3]]],
    ["$hash('abc', 'MD5')", '900150983cd24fb0d6963f7d28e17f72'],
    ['$parse("[1,{\\"a\\":null}]")', [1, { a: null }]],
    [`1${'+1'.repeat(99)}`, 100],
  ])('%s gives %j', async (expression, expected) => {
    expect(await evaluate(expression)).toEqual(expected);
  });

  it.each([
    ['$states.input.absent', 'returned nothing'],
    ['$partition([1], 0)', 'returned nothing'],
    ['$partition([], 2)', 'returned nothing'],
    ['$range(1, 5, 0)', 'returned nothing'],
    ['$range(1, 5, -1)', 'returned nothing'],
    ["$hash('abc')", 'returned nothing'],
    ["$hash('abc', 'sha1')", 'Unknown hash algorithm'],
    ['$range(0, 400000, 1)', 'memory limit'],
    ['$parse("{")', 'threw an error'],
    ['$eval("1")', 'T1006'],
    ['$sum', 'a function'],
    ['{"f": function(){1}}', 'a function'],
    [`1${'+1'.repeat(100)}`, 'Depth=101 max=100'],
  ])('%s fails: %s', async (expression, message) => {
    await expect(evaluate(expression)).rejects.toMatchObject({
      error: 'States.QueryEvaluationError',
      message: expect.stringContaining(message) as string,
    });
  });

  it('end when they call themselves for ever', async () => {
    const endless = limit(jsonata('($f := function(){ $f() }; $f())'), 50);

    await expect(endless.evaluate(undefined)).rejects.toThrow('timeout: 50 ms');
  });

  it('leave what they were bound to as it was', async () => {
    await evaluate('$states.input ~> |$|{"list": []}|');
    const copy = await evaluate('$states.input.list');
    (copy as Json[]).push(3);

    expect(around.states.input.list).toEqual([1, 2]);
  });

  it('are only what fills the whole text', async () => {
    const template = { plain: 'a {% $v.w %}', list: ['{%$v.w%}'], number: 1 };

    expect(await evaluateTemplate(template, around, 'Output')).toEqual({
      plain: 'a {% $v.w %}',
      list: ['x'],
      number: 1,
    });
  });
});

describe('references to the empty context', () => {
  it.each<[string, string[]]>([
    ['phone', ['phone']],
    ['$', ['$']],
    ['*.a', ['*']],
    ['$x ? y : z', ['y', 'z']],
    ['$map($states.input.a, function($v){ b })', ['b']],
    ['$states.input.items[value > 3].x', []],
    ['$states.input.a^(b)', []],
    ['$states.input{a: $sum(b)}', []],
    ['$states.input.a.(b + $.c)', []],
    ['$states.input ~> |a|{"b": c}|', []],
    ['function($p){ $p.a }($states.input)', []],
  ])('of %s are %j', (expression, names) => {
    expect(referencesOf(expression).topLevel).toEqual(names);
  });
});
