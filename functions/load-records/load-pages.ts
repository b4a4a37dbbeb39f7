import * as z from 'zod';
import { BEGINNING } from '../../domain/catch-up/pull-window.ts';
import { beginReading } from '../../domain/catch-up/reading.ts';
import { ErpUnavailableError } from '../../domain/errors.ts';
import { partToLoad, type FirstLoad, type LoadPart } from '../../domain/first-load/first-load.ts';
import { withPage, type LoadedPage } from '../../domain/first-load/load-page.ts';
import type { Connection } from '../../domain/records/connection.ts';
import type { IngestionPorts } from '../shared/ingestion/ports.ts';
import { applyPage, type PageToRead } from '../shared/ingestion/read-page.ts';
import { putFirstLoad } from '../shared/store/first-loads.ts';
import { forecastPage } from './forecast-page.ts';
import { loadShape, noteSign, readableConnection, requireLoad } from './running-load.ts';

export const loadInputSchema = z.object({ step: z.literal('load'), ...loadShape });
export type LoadInput = z.infer<typeof loadInputSchema>;

export interface LoadOutput {
  /** Nothing is left to read. */
  readonly loaded: boolean;
  /** How long the ERP wants to be left alone before it is asked again; 0 where it does not say. */
  readonly waitSeconds: number;
}

/** A state machine keeps 25,000 events: one call reads as many pages as fit a minute, not one. */
const WORK_MS = 60_000;

/**
 * Reads on from the checkpoint, page by page. The checkpoint stands behind a page only once it is applied: whoever ends in between, the next
 * call repeats that page and no other.
 */
export async function loadPages(ports: IngestionPorts, input: LoadInput): Promise<LoadOutput> {
  const untilMs = ports.now() + WORK_MS;
  let load = await requireLoad(ports, input);
  await noteSign(ports, load, 'running');
  const connection = await readableConnection(ports, load);
  try {
    for (let part = partToLoad(load); part; part = partToLoad(load)) {
      load = await loadPage(ports, { connection, load, part });
      if (ports.now() >= untilMs) break;
    }
  } catch (error) {
    return waitAsTold(error);
  }
  return { loaded: partToLoad(load) === undefined, waitSeconds: 0 };
}

/** Shorter than what a load without a sign of life is believed dead after. */
const LONGEST_WAIT_SECONDS = 3_600;

/** An ERP that says when to come again is no failure: a load may last for days where few requests are allowed. */
function waitAsTold(error: unknown): LoadOutput {
  if (!(error instanceof ErpUnavailableError) || error.retryAfterSeconds === undefined) throw error;
  const waitSeconds = Math.min(Math.max(1, Math.ceil(error.retryAfterSeconds)), LONGEST_WAIT_SECONDS);
  return { loaded: false, waitSeconds };
}

interface PartOfLoad {
  readonly connection: Connection;
  readonly load: FirstLoad;
  readonly part: LoadPart;
}

async function loadPage(ports: IngestionPorts, { connection, load, part }: PartOfLoad): Promise<FirstLoad> {
  const { entity, resource } = part;
  const reading = part.reading ?? beginReading(BEGINNING, new Date(ports.now()).toISOString());
  const toRead = { connection, entity, resource, startedAt: load.startedAt, reading };
  const page = await (load.dryRun ? forecastPage(ports, toRead) : applied(ports, toRead));
  const at = new Date(ports.now()).toISOString();
  return putFirstLoad(ports.store, withPage(load, part, { ...page, at }));
}

const applied = (ports: IngestionPorts, page: PageToRead): Promise<Omit<LoadedPage, 'at'>> =>
  applyPage(ports, page);
