import * as z from 'zod';
import { describe, expect, it } from 'vitest';
import { fieldProblems } from '../../../../domain/text/field-problems.ts';

const line = z.union([
  z.strictObject({
    kind: z.literal('product').default('product'),
    product: z.string(),
    quantity: z.string().optional(),
    recurrence: z.strictObject({ every: z.string(), from: z.string(), until: z.string() }).optional(),
  }),
  z.strictObject({ kind: z.literal('text'), description: z.string().min(1) }),
  z.strictObject({ kind: z.literal('subtotal') }),
]);
const body = z.strictObject({ lines: z.array(line) });

function problemsOf(...lines: unknown[]): string[] {
  const { error } = body.safeParse({ lines });
  return error ? fieldProblems(error, body).map(({ field, reason }) => `${field} ${reason}`) : [];
}

describe('what is wrong with a body', () => {
  it('is said of the alternative that was meant, even where another has fewer faults', () => {
    expect(problemsOf({ product: 'A', recurrence: {} })).toEqual([
      'lines[0].recurrence.every is missing',
      'lines[0].recurrence.from is missing',
      'lines[0].recurrence.until is missing',
    ]);
  });

  it('is that a member belongs to another alternative', () => {
    expect(problemsOf({ kind: 'text', description: 'Thanks', quantity: '2' })).toEqual([
      'lines[0].quantity does not go together with the rest',
    ]);
  });

  it('names the known member that was probably meant', () => {
    expect(problemsOf({ product: 'A', qantity: '2' })).toEqual([
      'lines[0].qantity unknown; did you mean quantity?',
    ]);
  });

  it.each([
    [{}, 'lines[0].product is missing'],
    [{ product: 7 }, 'lines[0].product must be text, in quotes'],
    [{ kind: 'text', description: '' }, 'lines[0].description must not be empty'],
  ])('of %j is said in words of people', (wrong, problem) => {
    expect(problemsOf(wrong)).toEqual([problem]);
  });
});
