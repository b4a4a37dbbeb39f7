import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import * as z from 'zod';
import { fieldProblems } from '../../../../domain/text/field-problems.ts';
import { loadConnector, type Connector } from '../connectors.ts';
import { manifestSchema } from '../manifest/manifest.ts';
import type { Outbound } from '../manifest/outbound.ts';
import { manifestProblems } from './check-manifest.ts';
import { loadOutboundVectors, runOutboundVector } from './outbound-vector.ts';
import type { OutboundTrial } from './try-outbound.ts';
import { loadVectors, runVector, type VectorResult } from './vector.ts';

export interface ConnectorCheck {
  readonly name: string;
  readonly ok: boolean;
  readonly problems: readonly string[];
  readonly vectors: readonly VectorResult[];
}

/** Whether a connector's folder is fit to ship: manifest, expressions, and vectors that pass and show every resource. */
export async function checkConnector(folder: string): Promise<ConnectorCheck> {
  const name = basename(folder);
  if (!existsSync(join(folder, 'connector.json'))) return failed(name, `${folder} holds no connector.json`);
  try {
    return await checkLoaded(loadConnector(folder), folder);
  } catch (error) {
    if (error instanceof z.ZodError) return failed(name, ...manifestFindings(error));
    if (error instanceof SyntaxError) return failed(name, `connector.json is no JSON: ${error.message}`);
    throw error;
  }
}

/** Vectors are run once the manifest is sound: a broken one would only fail them in obscure ways. */
async function checkLoaded(connector: Connector, folder: string): Promise<ConnectorCheck> {
  const name = basename(folder);
  const broken = [
    ...nameProblems(connector, name),
    ...hookProblems(connector, folder),
    ...(await manifestProblems(connector)),
  ];
  if (broken.length > 0) return { name, ok: false, problems: broken, vectors: [] };
  const vectors = existsSync(join(folder, 'vectors')) ? await runVectors(connector, folder) : [];
  const problems = coverageProblems(connector, vectors);
  const passed = vectors.every((vector) => vector.differences.length === 0);
  return { name, ok: problems.length === 0 && passed, problems, vectors };
}

function failed(name: string, ...problems: string[]): ConnectorCheck {
  return { name, ok: false, problems, vectors: [] };
}

const manifestFindings = (error: z.ZodError): string[] =>
  fieldProblems(error, manifestSchema).map(({ field, reason }) => `${field}: ${reason}`);

async function runVectors(connector: Connector, folder: string): Promise<VectorResult[]> {
  const results: VectorResult[] = [];
  for (const entry of loadVectors(folder)) results.push(await runVector(connector, folder, entry));
  for (const entry of loadOutboundVectors(folder)) results.push(await runOutboundVector(connector, entry));
  return results;
}

function nameProblems({ manifest }: Connector, folderName: string): string[] {
  return manifest.name === folderName
    ? []
    : [`the manifest is called ${manifest.name}, its folder ${folderName}`];
}

function hookProblems({ manifest }: Connector, folder: string): string[] {
  const hook = manifest.http?.hook;
  return hook === undefined || existsSync(join(folder, hook))
    ? []
    : [`http.hook names ${hook}, which does not exist`];
}

/** A mapping nobody has shown an example of is a guess. */
function coverageProblems({ manifest }: Connector, vectors: readonly VectorResult[]): string[] {
  const shown = new Set(vectors.flatMap(({ maps }) => maps));
  const { outbound, resources } = manifest;
  return [
    ...Object.keys(resources)
      .filter((resource) => !shown.has(resource))
      .map((resource) => `no vector shows a canonical record of ${resource}`),
    ...handOvers(outbound)
      .filter((does) => !shown.has(`outbound ${does}`))
      .map((does) => `no outbound vector shows ${does}`),
  ];
}

/** What has to be shown of hand-overs; completing only where there is something to complete. */
function handOvers(outbound: Outbound | undefined): OutboundTrial['do'][] {
  if (outbound === undefined) return [];
  const all = ['find-debtor', 'create-debtor', 'find-order', 'create-order', 'read-order'] as const;
  return outbound.order.create.steps.length > 1 ? [...all, 'complete-order'] : [...all];
}
