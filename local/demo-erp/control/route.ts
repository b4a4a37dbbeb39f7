import * as z from 'zod';
import { bodyOf } from '../api/body.ts';
import type { Erp } from '../erp.ts';
import type { Answer, IncomingRequest } from '../http/messages.ts';
import { badRequest } from '../records/erp-error.ts';
import { decimal, isDecimal } from '../values/decimal.ts';
import type { Decimal } from '../values/decimal.ts';

/** What a control route gets: the ERP, the value at `:key` in its path, and the request. */
export interface ControlCall {
  readonly erp: Erp;
  readonly key: string;
  readonly request: IncomingRequest;
}

export interface Route {
  /** Method and path below `/demo/`: `POST customers/:key/block`. */
  readonly does: string;
  readonly serve: (call: ControlCall) => Answer;
}

/** Reads the body by a schema; what is wrong is said field by field. */
export function read<T extends z.ZodType>(schema: T, request: IncomingRequest): z.output<T> {
  const parsed = schema.safeParse(bodyOf(request));
  if (!parsed.success) throw badRequest(z.prettifyError(parsed.error));
  return parsed.data;
}

/** An exact number: a JSON number or a text. */
export const exactNumber = z
  .union([z.custom<Decimal>(isDecimal, 'must be a number'), z.string().regex(/^-?\d{1,20}(\.\d{1,10})?$/)])
  .transform(decimal);

/** How many, within reason. */
export const howMany = (maximum: number) =>
  z
    .custom<Decimal>(isDecimal, 'must be a whole number')
    .transform(Number)
    .pipe(z.number().int().min(1).max(maximum));
