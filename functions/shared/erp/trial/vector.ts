import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { entitySchema } from '../../../../domain/canonical/change.ts';
import { answerHandshake } from '../handshake.ts';
import type { Connector } from '../connectors.ts';
import { parseLossless } from '../lossless-json.ts';
import { recognisedResource } from '../mapping/find-resource.ts';
import type { RawRequest } from '../types.ts';
import { differences } from './differences.ts';
import { asExpected, expectedRequestSchema } from './expected-request.ts';
import { fetchedRecords } from './fetched-records.ts';
import { metaSchema, secretsOfMeta } from './secrets-of-meta.ts';
import { tryPayload, type TrialResult } from './try-payload.ts';

/** `connectors/<name>/vectors/<case>.vector.json`: a body with what accompanies it, and what the connector has to make of it. */
export const vectorSchema = z.strictObject({
  /** The rule it shows, as a sentence. */
  title: z.string().min(1),
  /** The exact bytes, as a file beside the vector; signatures are over them. */
  bodyFile: z
    .string()
    .regex(/^[a-z0-9-]+\.(json|txt)$/)
    .optional(),
  /** A body whose formatting does not matter. */
  body: z.json().optional(),
  meta: metaSchema.strict().default({}),
  as: entitySchema.optional(),
  resource: z.string().optional(),
  /** Only what is named is compared; what is named must be equal. */
  expect: z.strictObject({
    authentic: z.boolean().nullable().optional(),
    reason: z.string().optional(),
    changes: z.array(z.json()).optional(),
    requests: z.array(expectedRequestSchema).optional(),
    canonical: z.array(z.json()).optional(),
    ignored: z.array(z.json()).optional(),
    refused: z.array(z.json()).optional(),
    forPeople: z.array(z.json()).optional(),
    problems: z.array(z.json()).optional(),
    handshake: z
      .strictObject({
        status: z.number(),
        body: z.string(),
        headers: z.record(z.string(), z.string()).optional(),
      })
      .optional(),
  }),
});
export type Vector = z.infer<typeof vectorSchema>;

export interface VectorResult {
  readonly name: string;
  readonly title: string;
  /** Empty: passed. */
  readonly differences: readonly string[];
  /** Which resources it shows a canonical record of, for coverage. */
  readonly maps: readonly string[];
}

/** The vectors of a connector's folder, by name. Throws when a file is not a vector. */
export function loadVectors(folder: string): ReadonlyMap<string, Vector> {
  const files = readdirSync(join(folder, 'vectors')).filter((file) => file.endsWith('.vector.json'));
  return new Map(
    files.sort().map((file) => {
      const vector = vectorSchema.parse(JSON.parse(readFileSync(join(folder, 'vectors', file), 'utf8')));
      return [file.replace('.vector.json', ''), vector];
    }),
  );
}

/** Runs one vector and says where the connector differs from it. */
export async function runVector(
  connector: Connector,
  folder: string,
  [name, vector]: [string, Vector],
): Promise<VectorResult> {
  const request = requestOf(vector, folder);
  const { settings, externalCompany, verifyAtUnixTime = 0 } = vector.meta;
  const actual = await tryPayload(connector, {
    request,
    secrets: secretsOfMeta(connector, vector.meta),
    nowMs: verifyAtUnixTime * 1000,
    ...{ settings, externalCompany },
    ...{ as: vector.as, resource: vector.resource },
  });
  const handshake = vector.expect.handshake && shownAnswer(vector.expect.handshake, connector, request);
  const shown = {
    ...actual,
    requests: asExpected(actual.requests, vector.expect.requests),
    ...(handshake && { handshake }),
  };
  return {
    name,
    title: vector.title,
    differences: differences(vector.expect, shown),
    maps: mappedResources(connector, vector, { actual, body: request.body }),
  };
}

/** Headers are shown where they are expected. */
function shownAnswer(expected: object, connector: Connector, request: RawRequest): object | undefined {
  const answer = answerHandshake(connector, request);
  if (answer === undefined) return undefined;
  const { status, body, headers } = answer;
  return 'headers' in expected ? { status, body, headers } : { status, body };
}

function requestOf({ meta, body, bodyFile }: Vector, folder: string): RawRequest {
  const headers = Object.entries(meta.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]);
  const bytes =
    bodyFile === undefined
      ? Buffer.from(body === undefined ? '' : JSON.stringify(body))
      : readFileSync(join(folder, 'vectors', bodyFile));
  return {
    method: meta.method ?? 'POST',
    path: meta.path ?? '/',
    query: meta.query ?? {},
    headers: Object.fromEntries(headers) as Record<string, string>, // pairs of texts
    body: bytes,
  };
}

function mappedResources(
  connector: Connector,
  vector: Vector,
  { actual, body }: { actual: TrialResult; body: Uint8Array },
): string[] {
  if (vector.expect.canonical === undefined || actual.canonical.length === 0) return [];
  if (vector.as === undefined) return actual.changes.flatMap(({ resource }) => resource ?? []);
  const json = parseLossless(body);
  const record = json.ok
    ? fetchedRecords(connector, { entity: vector.as, resource: vector.resource }, json.value)[0]
    : undefined;
  const found =
    vector.resource ??
    (record === undefined ? undefined : recognisedResource(connector, vector.as, record)?.name);
  return found === undefined ? [] : [found];
}
