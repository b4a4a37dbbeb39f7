import type { FieldProblem } from '../../../domain/errors.ts';
import { unknownName } from '../../../domain/text/nearest-name.ts';
import type { Connector, Connectors } from '../../shared/erp/connectors.ts';
import type { OwnHosts } from '../../shared/erp/fetch/address-fault.ts';
import type { Manifest } from '../../shared/erp/manifest/manifest.ts';
import { settingProblems } from '../../shared/erp/settings.ts';
import { HttpProblem } from '../../shared/http/problem.ts';
import type { Credentials } from '../views/connection-view.ts';
import { addressProblems } from './address-problems.ts';

/** The connector a body names. */
export function requireConnector(connectors: Connectors, name: string): Connector {
  const connector = connectors.get(name);
  if (connector) return connector;
  const reason = unknownName(name, connectors.names());
  throw new HttpProblem('invalid-body', 'There is no such connector.', {
    errors: [{ field: 'connector', reason }],
  });
}

interface Filled {
  readonly baseUrl?: string | undefined;
  readonly settings: Readonly<Record<string, string>>;
}

/** Settings and credentials are what the connector's manifest declares, no more and no less, and addresses may be asked. */
export const assertFits = (
  { manifest }: Connector,
  { credentials, ...filled }: Filled & { readonly credentials: Credentials },
  ownHosts: OwnHosts,
): void =>
  assertNone([
    ...problemsOfFields(manifest, filled, ownHosts),
    ...missingCredentials(manifest, credentials),
    ...problemsOfCredentials(manifest, credentials),
  ]);

/** The same of a connection that has its credentials already. */
export const assertFieldsFit = ({ manifest }: Connector, filled: Filled, ownHosts: OwnHosts): void =>
  assertNone(problemsOfFields(manifest, filled, ownHosts));

/** Of a rotation, which need not name every member. */
export const assertCredentialsKnown = ({ manifest }: Connector, credentials: Credentials): void =>
  assertNone(problemsOfCredentials(manifest, credentials));

function assertNone(problems: readonly FieldProblem[]): void {
  if (problems.length === 0) return;
  throw new HttpProblem('invalid-body', 'The connection does not fit its connector.', { errors: problems });
}

const problemsOfFields = (manifest: Manifest, filled: Filled, ownHosts: OwnHosts): FieldProblem[] => [
  ...addressProblems(manifest, filled, ownHosts),
  ...problemsOfSettings(manifest, filled.settings),
];

const problemsOfSettings = (manifest: Manifest, settings: Filled['settings']): FieldProblem[] => [
  ...unknownMembers('settings', manifest.settings, settings),
  ...settingProblems(manifest, settings),
];

const missingCredentials = ({ secret }: Manifest, credentials: Credentials): FieldProblem[] =>
  Object.entries(secret).flatMap(([name, { required, description }]) =>
    required && !Object.hasOwn(credentials, name)
      ? [{ field: `credentials.${name}`, reason: `is missing: ${description}` }]
      : [],
  );

const problemsOfCredentials = ({ secret }: Manifest, credentials: Credentials): FieldProblem[] => [
  ...unknownMembers('credentials', secret, credentials),
  ...Object.entries(credentials).flatMap(([name, value]) => {
    const pattern = secret[name]?.pattern;
    const isUnfit = pattern !== undefined && ![value].flat().every((each) => new RegExp(pattern).test(each));
    return isUnfit ? [{ field: `credentials.${name}`, reason: `must match ${pattern}` }] : [];
  }),
];

function unknownMembers(field: string, declared: object, given: object): FieldProblem[] {
  const known = Object.keys(declared);
  const unknown = Object.keys(given).filter((name) => !known.includes(name));
  return unknown.map((name) => ({ field: `${field}.${name}`, reason: unknownName(name, known) }));
}
