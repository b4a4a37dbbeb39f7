import { createHash } from 'node:crypto';
import { HttpProblem } from './problem.ts';

/**
 * A cursor belongs to one company, route and set of filters: with any other it is refused instead of quietly
 * giving a wrong page. The seal is no secret; the store reads the caller's partition whatever a cursor says (S1).
 */
export const sealCursor = (position: string, binding: string): string =>
  `${Buffer.from(position).toString('base64url')}.${seal(position, binding)}`;

export function openCursor(cursor: string, binding: string): string {
  const [encoded = '', given] = cursor.split('.');
  const position = Buffer.from(encoded, 'base64url').toString();
  if (given !== seal(position, binding)) throw invalidCursor();
  return position;
}

export const invalidCursor = (cause?: unknown) =>
  new HttpProblem(
    'invalid-cursor',
    'Take the cursor from the answer before, with the same filters, unchanged.',
    { cause },
  );

const seal = (position: string, binding: string): string =>
  createHash('sha256').update(`${binding}\n${position}`).digest('base64url').slice(0, 16);
