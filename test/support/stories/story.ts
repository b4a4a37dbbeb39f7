import type { Entity } from '../../../domain/canonical/change.ts';

/** One thing that happened to a record in the ERP. `fields` is what the record says of itself then. */
export interface Step {
  readonly did: 'created' | 'updated' | 'deleted';
  readonly fields: Fields;
}
export type Fields = Readonly<Record<string, unknown>>;

/** What happened to one record, in the ERP's order. */
export interface Story {
  readonly entity: Entity;
  readonly externalId: string;
  readonly steps: readonly Step[];
}

/** By what the source says which of two states is newer. */
export type Dating = 'version and time' | 'time' | 'envelope' | 'version';

/** The body of the notification that tells of one step, as a sender with our own JSON words it. */
export interface Told {
  readonly type: string;
  readonly timestamp?: string;
  readonly data: Fields;
}

const FIRST_MOMENT = Date.parse('2026-01-31T10:00:00Z');

/** The notifications of a story: one per step. */
export const tell = ({ entity, externalId, steps }: Story, dating: Dating): Told[] =>
  steps.map(({ did, fields }, index) => ({
    type: `${entity}.${did}`,
    ...(dating !== 'version' && { timestamp: momentOf(index) }),
    data: { id: externalId, ...fields, ...dates(dating, { did, index }) },
  }));

const momentOf = (index: number): string => new Date(FIRST_MOMENT + index * 1_000).toISOString();

/** Versions start at 9, so that comparing them as text would go wrong at once. */
function dates(dating: Dating, { did, index }: { did: Step['did']; index: number }): Fields {
  const version = { version: String(index + 9) };
  if (dating === 'version') return version;
  if (dating === 'envelope' || did === 'deleted') return {};
  return dating === 'time' ? { modifiedAt: momentOf(index) } : { ...version, modifiedAt: momentOf(index) };
}
