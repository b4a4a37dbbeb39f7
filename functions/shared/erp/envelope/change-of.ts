import { changeSchema, type Change } from '../../../../domain/canonical/change.ts';
import type { FieldProblem } from '../../../../domain/errors.ts';
import type { Connector } from '../connectors.ts';
import { utcInstant } from '../helpers/dates.ts';
import type { Announcement } from './entry.ts';

export type Checked =
  | { readonly kind: 'change'; readonly change: Change }
  | { readonly kind: 'ignored'; readonly reason: string }
  | { readonly kind: 'unreadable'; readonly problem: FieldProblem };

/**
 * Checks an announcement against the manifest: only known resources, only ids of the ERP's own form (they become part of
 * an address), only our company. Of a collection nothing but a valid start time is believed.
 */
export function changeOf(connector: Connector, said: Announcement, externalCompany?: string): Checked {
  const { resources, identity } = connector.manifest;
  const resource = Object.hasOwn(resources, said.resource) ? resources[said.resource] : undefined;
  if (resource === undefined)
    return { kind: 'ignored', reason: `${said.resource.slice(0, 100)} are not mapped` };
  if (isOtherCompany(said.company, externalCompany))
    return { kind: 'ignored', reason: 'another company of the ERP' };
  const isCollection = said.change === 'collection';
  if (!isCollection && !new RegExp(`^(?:${identity.pattern})$`).test(said.externalId ?? ''))
    return unreadable(
      identity.id,
      said.externalId === undefined ? 'the id is missing' : 'the id has an unknown form',
    );
  const change = changeSchema.safeParse({
    entity: resource.entity,
    resource: said.resource,
    change: said.change,
    externalId: isCollection ? null : inOneCase(said.externalId, identity.letterCase),
    ...times(said),
    ...(said.data === undefined ? {} : { data: said.data }),
  });
  return change.success
    ? { kind: 'change', change: change.data }
    : unreadable('change', change.error.issues[0]?.message ?? '');
}

function inOneCase(id: string | undefined, letterCase: 'as-sent' | 'lower'): string | undefined {
  return letterCase === 'lower' ? id?.toLowerCase() : id;
}

function times(said: Announcement): Partial<Pick<Change, 'at' | 'sequence' | 'filter'>> {
  const at = said.at === undefined ? undefined : utcInstant(said.at);
  const since = said.since === undefined ? undefined : utcInstant(decoded(said.since));
  return {
    ...(at === undefined ? {} : { at }),
    ...(since === undefined ? {} : { filter: since }),
    ...(said.sequence === undefined ? {} : { sequence: said.sequence }),
  };
}

/** An address may carry the time with its colons encoded. */
function decoded(text: string): string {
  return text.replace(/%3a/gi, ':').replace(/%2b/gi, '+');
}

function isOtherCompany(said: string | undefined, ours: string | undefined): boolean {
  return said !== undefined && ours !== undefined && said.toLowerCase() !== ours.toLowerCase();
}

function unreadable(field: string, reason: string): Checked {
  return { kind: 'unreadable', problem: { field, reason } };
}
