import { createHash } from 'node:crypto';
import * as z from 'zod';

export const messageAttributesSchema = z.record(
  z.string().regex(/^[A-Za-z0-9_.-]{1,256}$/),
  z.object({
    DataType: z.string().regex(/^(String|Number|Binary)(\..+)?$/),
    StringValue: z.string().optional(),
    BinaryValue: z.base64().optional(),
  }),
);
export type MessageAttributes = z.infer<typeof messageAttributesSchema>;

const STRING = 1;
const BINARY = 2;

/** The digest that SDKs compare: names sorted, every part with its length, the kind of value as one byte. */
export function md5OfAttributes(attributes: MessageAttributes): string {
  const digest = createHash('md5');
  const part = (bytes: Buffer): void => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    digest.update(length).update(bytes);
  };
  for (const [name, value] of Object.entries(attributes).toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    part(Buffer.from(name));
    part(Buffer.from(value.DataType));
    const binary = value.BinaryValue !== undefined;
    digest.update(Buffer.of(binary ? BINARY : STRING));
    part(binary ? Buffer.from(value.BinaryValue ?? '', 'base64') : Buffer.from(value.StringValue ?? ''));
  }
  return digest.digest('hex');
}

/** What counts towards the limit besides the body. */
export function sizeOfAttributes(attributes: MessageAttributes): number {
  const sizes = Object.entries(attributes).map(
    ([name, value]) =>
      Buffer.byteLength(name) +
      Buffer.byteLength(value.DataType) +
      Buffer.byteLength(value.StringValue ?? '') +
      Buffer.byteLength(value.BinaryValue ?? '', 'base64'),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
