import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import type { Connector } from '../connectors.ts';
import { differences } from './differences.ts';
import { asExpected, expectedRequestSchema } from './expected-request.ts';
import { metaSchema } from './secrets-of-meta.ts';
import { outboundTrialSchema, tryOutbound, type OutboundTrialResult } from './try-outbound.ts';
import type { VectorResult } from './vector.ts';

const answerSchema = z.strictObject({
  status: z.number().int().default(200),
  headers: z.record(z.string(), z.string()).default({}),
  /** JSON; a text is sent as it is. */
  body: z.json().optional(),
});

/** `connectors/<name>/vectors/<case>.outbound.json`: what is handed over, what the ERP answers, and what the connector has to ask and to make of it. */
export const outboundVectorSchema = z.strictObject({
  title: z.string().min(1),
  meta: metaSchema.strict().default({}),
  trial: outboundTrialSchema,
  answers: z.array(answerSchema),
  expect: z.strictObject({
    /** All requests in their order. Of the headers only those named are compared. */
    requests: z.array(expectedRequestSchema).optional(),
    answer: z.json().optional(),
    error: z.strictObject({ name: z.string(), message: z.string().optional() }).optional(),
  }),
});
export type OutboundVector = z.infer<typeof outboundVectorSchema>;

/** The outbound vectors of a connector's folder, by name. */
export function loadOutboundVectors(folder: string): ReadonlyMap<string, OutboundVector> {
  const place = join(folder, 'vectors');
  const files = existsSync(place) ? readdirSync(place).filter((file) => file.endsWith('.outbound.json')) : [];
  return new Map(
    files.sort().map((file) => {
      const vector = outboundVectorSchema.parse(JSON.parse(readFileSync(join(place, file), 'utf8')));
      return [file.replace('.outbound.json', ''), vector];
    }),
  );
}

/** Runs one of them and says where the connector differs. `maps` is what it shows. */
export async function runOutboundVector(
  connector: Connector,
  [name, vector]: [string, OutboundVector],
): Promise<VectorResult> {
  const answers = vector.answers.values();
  const { meta, trial, expect } = vector;
  const actual = await tryOutbound(connector, { trial, meta }, () => answers.next().value);
  const shown = { ...actual, requests: asExpected(actual.requests, expect.requests) };
  const left = answers.next().done === true ? [] : ['answers: not all of them were asked for'];
  return {
    name,
    title: vector.title,
    differences: [...differences(expect, shown), ...unexpectedError(vector, actual), ...left],
    maps: [`outbound ${trial.do}`],
  };
}

/** A vector that names no error expects none. */
const unexpectedError = ({ expect }: OutboundVector, { error }: OutboundTrialResult): string[] =>
  error === undefined || expect.error !== undefined ? [] : [`error: ${error.message}`];
