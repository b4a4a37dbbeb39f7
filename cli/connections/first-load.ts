import * as z from 'zod';
import type { AdminClient } from '../admin-client.ts';
import { table } from '../output.ts';

const tallySchema = z.record(z.string(), z.number());
const partSchema = z.looseObject({
  ...{ entity: z.string(), resource: z.string(), state: z.string(), pages: z.number(), read: z.number() },
  ...{ counts: tallySchema.optional(), forecast: tallySchema.optional() },
});
const resultSchema = z.looseObject({
  ...{ entity: z.string(), stated: z.number().optional(), read: z.number(), stored: z.number() },
  remarks: z.array(z.string()),
});
const problemSchema = z.looseObject({ entity: z.string(), externalId: z.string(), reason: z.string() });

export const firstLoadSchema = z.looseObject({
  ...{ connectionId: z.string(), firstLoadId: z.string(), dryRun: z.boolean(), state: z.string() },
  reason: z.string().optional(),
  parts: z.array(partSchema),
  problems: z.array(problemSchema),
  results: z.array(resultSchema).optional(),
});
export type FirstLoad = z.infer<typeof firstLoadSchema>;

export interface Watching {
  readonly say: (line: string) => void;
  /** Lets time pass before the next look. */
  readonly pause: () => Promise<void>;
}

/** Looks again and again until the load runs no more. */
export async function watchFirstLoad(
  client: Pick<AdminClient, 'get'>,
  begun: FirstLoad,
  { say, pause }: Watching,
): Promise<FirstLoad> {
  let load = begun;
  while (load.state === 'running') {
    say(progressLine(load));
    await pause();
    load = firstLoadSchema.parse(
      await client.get(`/connections/${load.connectionId}/first-loads/${load.firstLoadId}`),
    );
  }
  return load;
}

/** What is read now, and what it came to so far. */
function progressLine({ parts }: FirstLoad): string {
  const done = parts.filter(({ state }) => state === 'read').length;
  const now = parts.find(({ state }) => state !== 'read');
  if (now === undefined) return 'counting both sides';
  const place = `${done + 1} of ${parts.length}`;
  return `${now.resource} (${place}): page ${now.pages}, ${now.read} read${inWords(tallyOf(now))}`;
}

const tallyOf = ({ counts, forecast }: FirstLoad['parts'][number]): Record<string, number> =>
  counts ?? forecast ?? {};

function inWords(tally: Record<string, number>): string {
  const named = Object.entries(tally).filter(([, count]) => count > 0);
  return named.map(([name, count]) => `, ${count} ${name}`).join('');
}

/** A load for people: how it stands, record type by record type, both sides, and what cannot be taken over. */
export function firstLoadLines(load: FirstLoad): string[] {
  const { firstLoadId, dryRun, state, reason, parts, results = [], problems } = load;
  return [
    `${dryRun ? 'dry run' : 'first load'} ${firstLoadId} is ${state}${reason === undefined ? '' : `: ${reason}`}`,
    '',
    ...table(
      ['entity', 'in the ERP', 'state', 'pages', 'read', 'came to'],
      parts.map((part) => [
        ...[part.entity, part.resource, part.state, String(part.pages), String(part.read)],
        inWords(tallyOf(part)).replace(/^, /, ''),
      ]),
    ),
    ...results.flatMap(resultLines),
    ...problems.map(({ entity, externalId, reason: why }) => `${entity} ${externalId}: ${why}`),
  ];
}

const resultLines = ({ entity, stated, read, stored, remarks }: z.infer<typeof resultSchema>): string[] => [
  '',
  `${entity}: ${stated === undefined ? '' : `${stated} stated, `}${read} read, ${stored} kept here`,
  ...remarks.map((remark) => `  ${remark}`),
];
