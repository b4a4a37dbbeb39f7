import type { FieldProblem } from '../../../domain/errors.ts';
import { addressFault, enteredAddressFault, type OwnHosts } from '../../shared/erp/fetch/address-fault.ts';
import type { Manifest } from '../../shared/erp/manifest/manifest.ts';
import { effectiveSettings, settingsIn, withSettings } from '../../shared/erp/settings.ts';

interface Addressed {
  readonly baseUrl?: string | undefined;
  readonly settings: Readonly<Record<string, string>>;
}

/** What is wrong with the addresses of a connection, by the rule that every request is held to later. */
export const addressProblems = (manifest: Manifest, given: Addressed, ownHosts: OwnHosts): FieldProblem[] => [
  ...problemOfBase(manifest, given, ownHosts),
  ...problemOfTokens(manifest, given, ownHosts),
];

function problemOfBase({ http }: Manifest, { baseUrl }: Addressed, ownHosts: OwnHosts): FieldProblem[] {
  if (baseUrl === undefined)
    return http && !http.optional
      ? [{ field: 'baseUrl', reason: 'is missing: this connector asks its ERP' }]
      : [];
  return problems('baseUrl', enteredAddressFault(baseUrl, ownHosts));
}

/** Where a setting is missing that the address needs, the check of settings says so. */
function problemOfTokens(manifest: Manifest, { settings }: Addressed, ownHosts: OwnHosts): FieldProblem[] {
  const rule = manifest.http?.authentication;
  if (rule?.kind !== 'oauth2-client-credentials') return [];
  const address = withSettings(rule.tokenUrl, effectiveSettings(manifest, settings));
  if (address === undefined) return [];
  const url = URL.parse(address);
  const fault = url ? addressFault(url, ownHosts) : 'is not a URL';
  const [name] = settingsIn(rule.tokenUrl);
  return problems(name === undefined ? 'connector' : `settings.${name}`, fault);
}

const problems = (field: string, fault: string | undefined): FieldProblem[] =>
  fault === undefined ? [] : [{ field, reason: fault }];
