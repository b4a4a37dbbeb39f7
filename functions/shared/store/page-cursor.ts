import * as z from 'zod';
import { InvalidCursorError } from '../../../domain/errors.ts';

const positionSchema = z.strictObject({
  partition: z.string().max(2_048),
  after: z.record(z.string(), z.string().max(2_048)).optional(),
});

/**
 * Where a list stands: in which partition, and after which item. Not in which stretch by its place: a list of days has one more after midnight.
 */
export type Position = z.infer<typeof positionSchema>;

export const closeCursor = (position: Position): string =>
  Buffer.from(JSON.stringify(position)).toString('base64url');

export function openCursor(cursor: string): Position {
  try {
    return positionSchema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
  } catch (error) {
    throw new InvalidCursorError('This is no cursor of ours; take the one from the answer before.', {
      cause: error,
    });
  }
}
