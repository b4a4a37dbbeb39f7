import type { RawRequest } from '../../../functions/shared/erp/types.ts';
import { parseLossless, type JsonValue } from '../../../functions/shared/erp/lossless-json.ts';

/** A webhook request; the body may be text or bytes. */
export function aRequest(
  overrides: Partial<Omit<RawRequest, 'body'>> & { body?: string | Uint8Array } = {},
): RawRequest {
  const { body = '{}', ...rest } = overrides;
  return { method: 'POST', path: '/hooks/test', headers: {}, query: {}, ...rest, body: Buffer.from(body) };
}

/** A value as the parser reads it from its JSON text. */
export function asRead(value: unknown): JsonValue {
  const parsed = parseLossless(Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)));
  if (!parsed.ok) throw new Error(parsed.reason);
  return parsed.value;
}
