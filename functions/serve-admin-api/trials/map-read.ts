import type { Connection } from '../../../domain/records/connection.ts';
import type { TrialItem, TrialOutcome } from '../../shared/erp/trial/sandbox.ts';
import { tombstoneOf } from '../../shared/erp/trial/tombstone.ts';
import type { Tried, TriedRecord } from '../../shared/erp/trial/try-records.ts';
import type { ReadRecord } from './read-named.ts';
import type { TryItems } from './try-items.ts';

/** The records that were read, mapped, each in the place of the one that named it. */
export async function mapRead(
  tryItems: TryItems,
  { settings }: Pick<Connection, 'settings'>,
  read: readonly ReadRecord[],
): Promise<Tried> {
  const items = read.flatMap((record, index) =>
    'payload' in record ? [itemOf(record, { key: String(index), settings })] : [],
  );
  const outcomes = new Map((await tryItems(items)).map((outcome) => [outcome.key, outcome]));
  const tried = read.map((record, index) => triedOf(record, outcomes.get(String(index))));
  return joined(tried);
}

/** As a list of one: a record that has a list of its own inside must not be taken for its page. */
const itemOf = (
  { entity, resource, payload }: Extract<ReadRecord, { payload: unknown }>,
  common: Pick<TrialItem, 'key' | 'settings'>,
): TrialItem => ({
  ...common,
  body: Buffer.from(JSON.stringify([payload])).toString('base64'),
  as: entity,
  ...(resource !== undefined && { resource }),
});

interface TriedOne {
  readonly record: TriedRecord;
  readonly shown?: object | undefined;
}

function triedOf(read: ReadRecord, outcome: TrialOutcome | undefined): TriedOne {
  const { entity, resource, externalId, change } = read;
  const about = { entity, resource, externalId, change };
  if ('gone' in read)
    return {
      record: { ...about, outcome: 'deleted' },
      shown: tombstoneOf(entity, externalId ?? undefined)[0],
    };
  if ('reason' in read) return { record: failed(about, 'fetch', read.reason) };
  if (outcome === undefined || 'failure' in outcome)
    return { record: failed(about, '(mapping)', outcome?.failure.reason ?? 'it was not tried') };
  const { records, canonical } = outcome.result;
  const [record] = records;
  return record
    ? { record: { ...record, ...about, externalId: externalId ?? record.externalId }, shown: canonical[0] }
    : { record: failed(about, '(body)', outcome.result.problems[0]?.reason ?? 'it holds no record') };
}

type About = Pick<TriedRecord, 'entity' | 'resource' | 'externalId' | 'change'>;

const failed = (about: About, field: string, reason: string): TriedRecord => ({
  ...about,
  outcome: 'failed',
  problems: [{ field, reason }],
});

function joined(tried: readonly TriedOne[]): Tried {
  const canonical: object[] = [];
  const records = tried.map(({ record, shown }) => {
    if (!shown) return record;
    canonical.push(shown);
    return { ...record, canonical: canonical.length - 1 };
  });
  return { records, canonical };
}
