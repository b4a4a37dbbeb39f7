import type { FieldProblem } from '../../../../domain/errors.ts';
import type { JsonValue } from '../lossless-json.ts';

/** What an envelope says of one entry, before anything is checked. */
export interface Announcement {
  readonly resource: string;
  readonly change: string;
  readonly externalId?: string | undefined;
  readonly version?: string | undefined;
  readonly at?: string | undefined;
  readonly sequence?: string | undefined;
  /** Start of a collection's time range. */
  readonly since?: string | undefined;
  readonly company?: string | undefined;
  readonly data?: JsonValue | undefined;
}

export type EntryReading =
  | { readonly kind: 'announced'; readonly announcement: Announcement }
  | { readonly kind: 'ignored'; readonly reason: string }
  /** Nothing that happened to a record, and yet people have to know: the ERP ended the connection. */
  | { readonly kind: 'for-people'; readonly reason: string; readonly company?: string | undefined }
  | { readonly kind: 'unreadable'; readonly problem: FieldProblem };

export function unreadable(field: string, reason: string): EntryReading {
  return { kind: 'unreadable', problem: { field, reason } };
}

export function ignored(reason: string): EntryReading {
  return { kind: 'ignored', reason };
}

/** `company` is the ERP's own one, where the entry names it: what is said of another one is not for ours. */
export function forPeople(reason: string, company: string | undefined): EntryReading {
  return { kind: 'for-people', reason, company };
}
