import { expressionOf, type Connector } from '../connectors.ts';
import { MappingError } from '../../../../domain/errors.ts';
import { httpProblems } from './check-http.ts';
import { outboundFiles, outboundProblems } from './check-outbound.ts';
import { patternProblems } from './check-patterns.ts';
import { webhookProblems } from './check-webhook.ts';

/** What the schema cannot see: names that point nowhere, patterns and expressions that do not parse. In words; empty when fine. */
export async function manifestProblems(connector: Connector): Promise<string[]> {
  return [
    ...topicProblems(connector),
    ...(await fileProblems(connector)),
    ...patternProblems(connector.manifest),
    ...httpProblems(connector.manifest),
    ...webhookProblems(connector),
    ...listProblems(connector),
    ...partProblems(connector),
    ...outboundProblems(connector.manifest),
  ];
}

function topicProblems({ manifest }: Connector): string[] {
  const envelope = manifest.webhook?.envelope;
  if (envelope?.kind !== 'topics') return [];
  return Object.entries(envelope.topics)
    .flatMap(([topic, means]) => ('resource' in means ? [{ topic, resource: means.resource }] : []))
    .filter(({ resource }) => !Object.hasOwn(manifest.resources, resource))
    .map(({ topic, resource }) => `the topic ${topic} names the resource ${resource}, which does not exist`);
}

async function fileProblems(connector: Connector): Promise<string[]> {
  const named = new Set(filesNamed(connector));
  const unused = Object.keys(connector.sources).filter((file) => !named.has(file));
  const broken = await Promise.all([...named].map((file) => compileProblem(connector, file)));
  return [...broken.flat(), ...unused.map((file) => `${file} is not used`)];
}

/** The files that a manifest names: its mappings, in and out, and its envelope. */
export function filesNamed({ manifest }: Pick<Connector, 'manifest'>): string[] {
  const mappings = Object.values(manifest.resources).map(({ mapping }) => mapping);
  const files = mappings.flatMap((mapping) =>
    mapping.kind === 'expression'
      ? [mapping.file, ...(mapping.lines === undefined ? [] : [mapping.lines.file])]
      : [],
  );
  const envelope = manifest.webhook?.envelope;
  const all = [...files, ...outboundFiles(manifest)];
  return envelope?.kind === 'expression' ? [...all, envelope.file] : all;
}

async function compileProblem(connector: Connector, file: string): Promise<string[]> {
  if (!Object.hasOwn(connector.sources, file)) return [`${file} does not exist`];
  try {
    await expressionOf(connector, file);
    return [];
  } catch (error) {
    if (error instanceof MappingError) return [error.message];
    throw error;
  }
}

function listProblems({ manifest }: Connector): string[] {
  return Object.entries(manifest.resources)
    .filter(([, { list, fetch }]) => list !== undefined && fetch === undefined)
    .map(([name]) => `resources.${name} lists ids but has no "fetch" to read what we lack`);
}

function partProblems({ manifest }: Connector): string[] {
  const { resources } = manifest;
  return Object.entries(resources).flatMap(([name, { partOf, entity }]) =>
    partOf === undefined || (Object.hasOwn(resources, partOf) && resources[partOf]?.entity === entity)
      ? []
      : [`resources.${name} is part of ${partOf}, which is no resource of the same entity`],
  );
}
