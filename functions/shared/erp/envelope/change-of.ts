import { changeSchema, type Change } from '../../../../domain/canonical/change.ts';
import type { FieldProblem } from '../../../../domain/errors.ts';
import type { Connector } from '../connectors.ts';
import type { SeenConnection } from '../expression-variables.ts';
import { utcInstant } from '../helpers/dates.ts';
import { instantOfNaive } from '../helpers/zoned-time.ts';
import { REPLACEMENT } from '../json/noncharacters.ts';
import { zoneOf } from '../zone.ts';
import type { Announcement } from './entry.ts';

export type Checked =
  | { readonly kind: 'change'; readonly change: Change }
  | { readonly kind: 'ignored'; readonly reason: string }
  | { readonly kind: 'unreadable'; readonly problem: FieldProblem };

export const otherCompany = { kind: 'ignored', reason: 'another company of the ERP' } as const;

/**
 * Checks an announcement against the manifest: only known resources, only ids of the ERP's own form (they become part of
 * an address), only our company. Of a collection nothing but a valid start time is believed.
 */
export function changeOf(connector: Connector, said: Announcement, seen: SeenConnection = {}): Checked {
  const { resources } = connector.manifest;
  const resource = Object.hasOwn(resources, said.resource) ? resources[said.resource] : undefined;
  if (resource === undefined)
    return { kind: 'ignored', reason: `${said.resource.slice(0, 100)} are not mapped` };
  if (isOtherCompany(said.company, seen.externalCompany)) return otherCompany;
  const zone = said.at === undefined ? 'UTC' : zoneOf(connector.manifest, seen.settings);
  const problem = problemOf(connector, said, zone);
  if (problem !== undefined) return { kind: 'unreadable', problem };
  const change = changeSchema.safeParse({
    ...{ entity: resource.entity, resource: said.resource, change: said.change, data: said.data },
    externalId: isCollection(said)
      ? null
      : inOneCase(said.externalId, connector.manifest.identity.letterCase),
    ...times(said, zone),
  });
  if (change.success) return { kind: 'change', change: change.data };
  const issue = change.error.issues[0];
  return {
    kind: 'unreadable',
    problem: { field: issue?.path.join('.') ?? 'change', reason: issue?.message ?? '' },
  };
}

function problemOf(connector: Connector, said: Announcement, zone: string): FieldProblem | undefined {
  const { id, pattern } = connector.manifest.identity;
  if (!changeSchema.shape.change.safeParse(said.change).success)
    return { field: 'change', reason: `the kind of change "${said.change.slice(0, 60)}" is unknown` };
  if (said.at !== undefined && instantOf(said.at, zone) === undefined)
    return { field: 'at', reason: 'the time of the change has an unknown form' };
  if (isCollection(said)) return undefined;
  if (said.externalId === undefined) return { field: id, reason: 'the id is missing' };
  if (!new RegExp(`^(?:${pattern})$`).test(said.externalId))
    return { field: id, reason: 'the id has an unknown form' };
  // Replaced characters are not told apart any more: two records would become one.
  if (said.externalId.includes(REPLACEMENT))
    return { field: id, reason: 'the id holds what is no character' };
  return undefined;
}

const isCollection = ({ change }: Announcement): boolean => change === 'collection';

function inOneCase(id: string | undefined, letterCase: 'as-sent' | 'lower'): string | undefined {
  return letterCase === 'lower' ? id?.toLowerCase() : id;
}

/** Only members that were said: absent and undefined are the same to the schema, but not to a reader. */
function times(
  { version, at, since, sequence }: Announcement,
  zone: string,
): Partial<Pick<Change, 'version' | 'at' | 'sequence' | 'filter'>> {
  const start = since === undefined ? undefined : utcInstant(decoded(since));
  return {
    ...(version === undefined || version === '' ? {} : { version }),
    ...(at === undefined ? {} : { at: instantOf(at, zone) }),
    ...(start === undefined ? {} : { filter: start }),
    ...(sequence === undefined ? {} : { sequence }),
  };
}

function instantOf(text: string, zone: string): string | undefined {
  return utcInstant(text) ?? instantOfNaive(text, zone);
}

/** An address may carry the time with its colons encoded. */
function decoded(text: string): string {
  return text.replace(/%3a/gi, ':').replace(/%2b/gi, '+');
}

/** Whether what is said is about another company of the ERP than the connection's. */
export function isOtherCompany(said: string | undefined, ours: string | undefined): boolean {
  return said !== undefined && ours !== undefined && said.toLowerCase() !== ours.toLowerCase();
}
