import { hash } from 'node:crypto';
import type { Entity } from '../../../domain/canonical/change.ts';
import { readOn, type Reading, type ReadOn } from '../../../domain/catch-up/reading.ts';
import type { Connection } from '../../../domain/records/connection.ts';
import type { OutcomeCounts } from '../../../domain/records/delivery.ts';
import type { JsonValue } from '../erp/lossless-json.ts';
import { applyOwnDelivery } from './apply-own-delivery.ts';
import type { IngestionPorts } from './ports.ts';

/** Which page of which record type; `startedAt` is when the run began that it belongs to. */
export interface PageToRead {
  readonly connection: Connection;
  readonly entity: Entity;
  readonly resource: string;
  readonly startedAt: string;
  readonly reading: Reading;
}

export interface PageRead extends ReadOn {
  readonly payloads: readonly JsonValue[];
}

/** Asks for the page at which the reading stands, and says where it goes on. Nothing is applied yet. */
export async function readPage(
  { erp, now }: Pick<IngestionPorts, 'erp' | 'now'>,
  { connection, entity, resource, reading }: PageToRead,
): Promise<PageRead> {
  const cursor = reading.cursor ?? undefined;
  const page = await erp.pull(connection, { entity, resource, since: reading.since, cursor });
  const names = erp
    .listed(connection, { entity, resource }, page.payloads)
    .map(({ externalId, at }) => `${externalId} ${at ?? ''}`);
  const { payloads, newest, isCounted = false } = page;
  const next = readOn(reading, {
    ...{ cursor: page.cursor, newest, isCounted, rows: payloads.length },
    digest: hash('sha256', [reading.digest, ...names].join('\n'), 'base64url').slice(0, 22),
    answeredAt: new Date(now()).toISOString(),
  });
  return { payloads, ...next };
}

/** Reads the page, archives it as a delivery and applies it; only then the reading goes on. */
export async function applyPage(
  ports: IngestionPorts,
  page: PageToRead,
): Promise<ReadOn & { readonly counts: OutcomeCounts }> {
  const { connection, entity, resource, startedAt, reading } = page;
  const { payloads, ...next } = await readPage(ports, page);
  const again = reading.round === 1 ? [] : [String(reading.round)];
  const counts = await applyOwnDelivery(ports, {
    ...{ connection, channel: 'pull', entity, resource, startedAt },
    name: [resource, reading.cursor ?? '', ...again].join('\n'),
    entries: payloads,
  });
  return { ...next, counts };
}
