import * as z from 'zod';
import { debtorOrderSchema, erpOrderSchema } from '../../domain/hand-over/erp-order.ts';
import type { Entity } from '../../domain/canonical/change.ts';
import { ErpRejectedError } from '../../domain/errors.ts';
import type { Connector } from '../../functions/shared/erp/connectors.ts';
import type { Meta } from '../../functions/shared/erp/trial/secrets-of-meta.ts';
import {
  tryHandOver,
  type HandOverSubject,
  type HandOverTrial,
} from '../../functions/shared/erp/trial/try-hand-over.ts';
import { exitCodes } from '../exit-codes.ts';
import { print } from '../output.ts';
import { jsonIn } from '../read-file.ts';
import { UsageError } from '../usage-error.ts';

export interface OutboundWish {
  readonly connector: Connector;
  readonly file: string;
  readonly as: Entity | undefined;
  readonly meta: Meta;
  readonly json: boolean;
}

/** `connector try … --outbound`: the requests that would hand a record over. Nothing is sent. */
export async function tryOutboundAndPrint({ connector, file, as, meta, json }: OutboundWish): Promise<void> {
  const trial = await tryHandOver(connector, subjectIn(await jsonIn(file), { as, file }), meta).catch(
    asUsage,
  );
  print(json, trial, () => linesOf(trial));
  if (trial.problems.length > 0) process.exitCode = exitCodes.failed.code;
}

function subjectIn(content: unknown, { as, file }: Pick<OutboundWish, 'as' | 'file'>): HandOverSubject {
  if (as === 'order') return { order: parsed(erpOrderSchema, content, file) };
  if (as === 'debtor') return { debtor: parsed(debtorOrderSchema, content, file) };
  throw new UsageError('--outbound needs --as debtor or --as order.');
}

function parsed<T extends z.ZodType>(schema: T, content: unknown, file: string): z.output<T> {
  const result = schema.safeParse(content);
  if (result.success) return result.data;
  throw new UsageError(`${file} is no record to hand over: ${z.prettifyError(result.error)}`);
}

function asUsage(error: unknown): never {
  if (error instanceof ErpRejectedError) throw new UsageError(error.message, { cause: error });
  throw error;
}

function linesOf({ requests, problems }: HandOverTrial): string[] {
  return [
    ...requests.flatMap(({ method, path, body }) => [
      `${method} ${path}`,
      ...(body === undefined ? [] : [JSON.stringify(body, null, 2)]),
    ]),
    ...problems.map(({ field, reason }) => `problem: ${field}: ${reason}`),
  ];
}
