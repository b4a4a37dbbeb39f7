import { createHash } from 'node:crypto';

/** How Business Central says "no reference". */
export const noGuid = '00000000-0000-0000-0000-000000000000';

const shape = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export const isGuid = (text: string): boolean => shape.test(text);

/** The same name always yields the same id: the seeded company is identical wherever it is planted. */
export function guidFrom(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
    '-',
  );
}
