import * as z from 'zod';
import { problemKinds, type HttpProblem, type ProblemCode } from './problem.ts';

export const problemMediaType = 'application/problem+json';

const codes = Object.keys(problemKinds).map((code) => code as ProblemCode);

export const problemSchema = z
  .object({
    type: z.string().meta({ example: 'urn:orderseam:problem:not-found' }),
    title: z.string().meta({ example: problemKinds['not-found'][1] }),
    status: z.int().meta({ example: 404 }),
    detail: z.string().meta({ example: 'There is no account acc_01980c6e5f2a7c3e9d41.' }),
    code: z.enum(codes).meta({ description: 'Stable; match on this one.', example: 'not-found' }),
    instance: z.string().meta({ example: '/accounts/acc_01980c6e5f2a7c3e9d41' }),
    rule: z
      .string()
      .optional()
      .meta({ description: 'Which rule of the business refused; stable.', example: 'quote-expired' }),
    errors: z.array(z.object({ field: z.string(), reason: z.string() })).optional(),
  })
  .meta({ id: 'Problem', description: 'A problem document (RFC 9457).' });
export type ProblemDocument = z.infer<typeof problemSchema>;

export function problemDocument(problem: HttpProblem, instance: string): ProblemDocument {
  const [status, title] = problemKinds[problem.code];
  return {
    type: `urn:orderseam:problem:${problem.code}`,
    title,
    status,
    detail: problem.message,
    code: problem.code,
    instance,
    ...(problem.rule !== undefined && { rule: problem.rule }),
    ...(problem.errors.length > 0 && { errors: [...problem.errors] }),
  };
}
