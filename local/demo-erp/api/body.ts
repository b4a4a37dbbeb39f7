import type { IncomingRequest } from '../http/messages.ts';
import { badRequest } from '../records/erp-error.ts';
import { parseExact } from '../values/exact-json.ts';

type Parse = (text: string) => unknown;

/** The body as an object, its numbers as decimals unless parsed otherwise; no body is an empty object. */
export function bodyOf({ body }: IncomingRequest, parse: Parse = parseExact): Record<string, unknown> {
  const value = body.trim() === '' ? {} : parsed(body, parse);
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw badRequest('Invalid Request Body');
  return value as Record<string, unknown>;
}

function parsed(body: string, parse: Parse): unknown {
  try {
    return parse(body);
  } catch (error) {
    if (error instanceof SyntaxError) throw badRequest(`Invalid Request Body: ${error.message}`);
    throw error;
  }
}
