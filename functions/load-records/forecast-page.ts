import { IntegrationError } from '../../domain/errors.ts';
import type { Forecast, LoadProblem } from '../../domain/first-load/first-load.ts';
import { addForecasts, none, type LoadedPage } from '../../domain/first-load/load-page.ts';
import type { ChangeToIngest } from '../shared/ingestion/ingest-change.ts';
import { inTurns } from '../shared/ingestion/in-turns.ts';
import { parkedFor } from '../shared/ingestion/parked-for.ts';
import type { IngestionPorts } from '../shared/ingestion/ports.ts';
import { readPage, type PageToRead } from '../shared/ingestion/read-page.ts';
import { storeDeletion, storeMapped, type StoredRecord } from '../shared/ingestion/store-record.ts';
import { asJson } from '../shared/ingestion/ingest-change.ts';
import { dryStore } from '../shared/store/dry-store.ts';

type ListedChange = ChangeToIngest['change'];

interface Foreseen {
  readonly becomes: keyof Forecast;
  readonly problem?: LoadProblem;
}

const WIDTH = 8;

/** Reads a page and tells what would become of each record; it goes through mapping and rules, and nothing is kept. */
export async function forecastPage(
  ports: IngestionPorts,
  page: PageToRead,
): Promise<Omit<LoadedPage, 'at' | 'counts'>> {
  const { payloads, ...next } = await readPage(ports, page);
  const changes = ports.erp.listed(page.connection, page, payloads);
  const foreseen = await inTurns(changes, WIDTH, (change) => foresee(ports, page, change));
  return {
    ...next,
    forecast: foreseen.reduce((sum, { becomes }) => addForecasts(sum, { ...none, [becomes]: 1 }), none),
    problems: foreseen.flatMap(({ problem }) => problem ?? []),
  };
}

async function foresee(ports: IngestionPorts, page: PageToRead, change: ListedChange): Promise<Foreseen> {
  try {
    return { becomes: await outcomeOf(ports, page, change) };
  } catch (error) {
    if (!(error instanceof IntegrationError) || error.kind !== 'rejected') throw error;
    const { entity, externalId } = change;
    return { becomes: 'parked', problem: { entity, externalId, reason: inWords(error) } };
  }
}

function inWords(error: IntegrationError): string {
  const { reason = '', problems = [] } = parkedFor(error);
  const fields = problems.map((problem) => `${problem.field}: ${problem.reason}`);
  return [reason, ...fields].join('\n').slice(0, 500);
}

async function outcomeOf(
  ports: IngestionPorts,
  page: PageToRead,
  change: ListedChange,
): Promise<keyof Forecast> {
  const { connection } = page;
  const payload = change.data === undefined ? await ports.erp.fetch(connection, change) : asJson(change.data);
  const dry = dryStore(ports.store);
  const record = recordChange(page, change, new Date(ports.now()).toISOString());
  if (payload === undefined) return foreseenOf(await storeDeletion(dry, record), dry.hasWritten());
  const { entity, resource } = page;
  const mapped = await ports.erp.map(connection, { entity, resource, payload });
  if ('ignored' in mapped) return 'ignored';
  return foreseenOf(await storeMapped(dry, record, mapped), dry.hasWritten());
}

/** What is written without news, such as a newer time of change, leaves the record as it is for whoever looks at it. */
function foreseenOf({ outcome, ignored, before }: StoredRecord, isWritten: boolean): keyof Forecast {
  if (ignored !== undefined) return 'ignored';
  if (!isWritten || outcome !== 'applied') return 'unchanged';
  return before ? 'changed' : 'new';
}

const recordChange = (
  { connection, startedAt }: PageToRead,
  change: ListedChange,
  now: string,
): Parameters<typeof storeDeletion>[1] => ({
  ...{ company: connection.company, connectionId: connection.connectionId, change, now, again: false },
  source: { deliveryId: '00000000-0000-7000-8000-000000000000', index: 0 },
  moments: {
    ...{ receivedAt: startedAt, listedAt: startedAt },
    ...(change.data === undefined && { fetchedAt: now }),
  },
});
