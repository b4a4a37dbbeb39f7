import * as z from 'zod';
import { ErpRejectedError } from '../../domain/errors.ts';
import { activeConnection, keepPart, noteOn, runShape, type ComparisonPorts } from './comparison-run.ts';

/** `pages` are the sizes of the pages kept so far, `stated` the counts the ERP gave; both are handed on from page to page. */
export const listInputSchema = z.object({
  step: z.literal('list'),
  ...runShape,
  resource: z.string().nullish(),
  cursor: z.string().nullish(),
  pages: z.array(z.int().nonnegative()).default([]),
  stated: z.record(z.string(), z.int().nonnegative()).default({}),
});
export type ListInput = z.infer<typeof listInputSchema>;

export interface ListOutput {
  readonly listed: boolean;
  readonly resource: string | null;
  readonly cursor: string | null;
  readonly pages: readonly number[];
  readonly stated: Readonly<Record<string, number>>;
}

/** One page of the ERP's ids, kept until all are there. Record types of an entity follow one another. */
export async function listKeys(ports: ComparisonPorts, input: ListInput): Promise<ListOutput> {
  const connection = await activeConnection(ports, input);
  const resources = ports.erp.comparedResources(connection, input.entity);
  const resource = input.resource ?? resources[0];
  if (resource === undefined)
    throw new ErpRejectedError(`The connector ${connection.connector} lists no ${input.entity}s to compare.`);
  if (input.pages.length === 0) await noteStart(ports, input);
  const cursor = input.cursor ?? undefined;
  const page = await ports.erp.listKeys(connection, { resource, cursor });
  const name = pageName(input.pages.length);
  const size = await keepPart(
    ports,
    { company: connection.company, run: input, name },
    {
      resource,
      externalIds: page.externalIds,
    },
  );
  const next = page.cursor === undefined ? resources[resources.indexOf(resource) + 1] : resource;
  return {
    listed: next === undefined,
    resource: next ?? null,
    cursor: page.cursor ?? null,
    pages: [...input.pages, size],
    stated: page.stated === undefined ? input.stated : { ...input.stated, [resource]: page.stated },
  };
}

export const pageName = (index: number): string => `page-${String(index).padStart(5, '0')}`;

const noteStart = (ports: ComparisonPorts, input: ListInput): Promise<unknown> =>
  noteOn(ports, input, { startedAt: input.startedAt, preview: input.preview, outcome: 'running' });
