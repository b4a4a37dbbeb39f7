import type { FieldProblem } from '../../../domain/errors.ts';
import type { Connector } from '../../shared/erp/connectors.ts';
import { nearestName } from '../../shared/http/nearest-name.ts';
import { HttpProblem } from '../../shared/http/problem.ts';
import type { Credentials } from '../views/connection-view.ts';

/** The connector a body names. */
export function requireConnector(connectors: ReadonlyMap<string, Connector>, name: string): Connector {
  const connector = connectors.get(name);
  if (connector) return connector;
  const near = nearestName(name, [...connectors.keys()]);
  const reason =
    near === undefined
      ? `unknown; known are ${[...connectors.keys()].join(', ')}`
      : `unknown; did you mean ${near}?`;
  throw new HttpProblem('invalid-body', 'There is no such connector.', {
    errors: [{ field: 'connector', reason }],
  });
}

interface Declared {
  readonly required: boolean;
  readonly pattern?: string | undefined;
  readonly default?: string | undefined;
}

interface Filled {
  readonly baseUrl?: string | undefined;
  readonly settings: Readonly<Record<string, string>>;
  readonly credentials: Credentials;
}

/** Settings and credentials are what the connector's manifest declares, no more and no less. */
export function assertFits({ manifest }: Connector, filled: Filled): void {
  const problems = [
    ...(manifest.http && filled.baseUrl === undefined
      ? [{ field: 'baseUrl', reason: 'is needed: this ERP is asked' }]
      : []),
    ...membersProblems('settings', manifest.settings, filled.settings),
    ...membersProblems('credentials', manifest.secret, filled.credentials),
  ];
  if (problems.length === 0) return;
  throw new HttpProblem('invalid-body', 'The connection does not fit its connector.', { errors: problems });
}

export function assertSettingsFit({ manifest }: Connector, settings: Readonly<Record<string, string>>): void {
  const problems = membersProblems('settings', manifest.settings, settings);
  if (problems.length > 0)
    throw new HttpProblem('invalid-body', 'The settings do not fit the connector.', { errors: problems });
}

export function assertCredentialsKnown({ manifest }: Connector, credentials: Credentials): void {
  const optional = Object.fromEntries(
    Object.entries(manifest.secret).map(([name, member]) => [name, { ...member, required: false }]),
  );
  const problems = membersProblems('credentials', optional, credentials);
  if (problems.length > 0)
    throw new HttpProblem('invalid-body', 'The credentials do not fit the connector.', { errors: problems });
}

function membersProblems(
  field: string,
  declared: Readonly<Record<string, Declared>>,
  given: Readonly<Record<string, string | readonly string[]>>,
): FieldProblem[] {
  const known = Object.keys(declared);
  const unknown = Object.keys(given).filter((name) => !known.includes(name));
  return [
    ...unknown.map((name) => ({ field: `${field}.${name}`, reason: unknownReason(name, known) })),
    ...Object.entries(declared).flatMap(([name, member]) =>
      memberProblems(`${field}.${name}`, member, given[name]),
    ),
  ];
}

function unknownReason(name: string, known: readonly string[]): string {
  const near = nearestName(name, known);
  return near === undefined
    ? `unknown; known are ${known.join(', ') || 'none'}`
    : `unknown; did you mean ${near}?`;
}

function memberProblems(
  field: string,
  member: Declared,
  value: string | readonly string[] | undefined,
): FieldProblem[] {
  if (value === undefined) {
    return member.required && member.default === undefined
      ? [{ field, reason: 'is needed by this connector' }]
      : [];
  }
  const pattern = member.pattern === undefined ? undefined : new RegExp(member.pattern, 'u');
  const unfit = [value].flat().some((each) => pattern?.test(each) === false);
  return unfit ? [{ field, reason: `must match ${member.pattern ?? ''}` }] : [];
}
