import type { Connector } from '../connectors.ts';
import type { ErpAccess } from '../fetch/erp-access.ts';
import { filled } from '../fetch/template.ts';
import type { HttpRules } from '../manifest/http.ts';
import { effectiveSettings } from '../settings.ts';
import { trialErp, type TrialAnswer, type TrialRequest } from './trial-erp.ts';

/** What is known of a connection; nothing of it is secret. */
export interface GivenValues {
  readonly settings?: Readonly<Record<string, string>> | undefined;
  readonly externalCompany?: string | undefined;
}

export interface PaperErp {
  readonly access: ErpAccess;
  /** What it was asked so far, as people read it. */
  readonly requests: () => TrialRequest[];
}

/**
 * An ERP on paper whose requests name their secrets, such as `{secret.apiKey}`, and what of the connection nobody gave: neither
 * leaves the place where it is kept.
 */
export function withNamesForValues(
  connector: Connector,
  given: GivenValues,
  answer: () => TrialAnswer | undefined,
): PaperErp {
  const { connector: unproven, secrets, proof } = withSecretNames(connector);
  const { standIns, ...values } = withStandIns(connector, given);
  const erp = trialErp(unproven, { secrets, ...values }, answer);
  const requests = () => erp.requests.map((request) => readable({ request, proof, standIns }));
  return { access: erp.access, requests };
}

export interface SecretNames {
  /** The same but for its proofs of identity: a signature made of a name proves nothing. */
  readonly connector: Connector;
  /** The name of each secret in its place. */
  readonly secrets: Readonly<Record<string, string>>;
  /** The headers that would prove who we are, by the names of the secrets they are made of. */
  readonly proof: Readonly<Record<string, string>>;
}

export function withSecretNames(connector: Connector): SecretNames {
  const { http, secret } = connector.manifest;
  const secrets = Object.fromEntries(Object.keys(secret).map((member) => [member, `{secret.${member}}`]));
  if (!http) return { connector, secrets, proof: {} };
  const unproven = { ...http, authentication: { kind: 'none' as const }, signing: undefined };
  const { access } = trialErp(connector, { secrets }, () => undefined);
  return {
    connector: { ...connector, manifest: { ...connector.manifest, http: unproven } },
    secrets,
    proof: proofOf(http, access),
  };
}

/** Name by the value that stands in for what nobody gave. */
type StandIns = ReadonlyMap<string, string>;

/** Fits where a text is asked for, and where a number is; no id looks like it. */
const standInOf = (position: number): string => String(990_000_000_000_000 + position);

function withStandIns({ manifest }: Connector, { settings = {}, externalCompany }: GivenValues) {
  const known = effectiveSettings(manifest, settings);
  const unknown = Object.keys(manifest.settings).filter((name) => !Object.hasOwn(known, name));
  const made = unknown.map((name, index) => [name, standInOf(index + 1)] as const);
  return {
    settings: { ...Object.fromEntries(made), ...known },
    externalCompany: externalCompany ?? standInOf(0),
    standIns: new Map([
      [standInOf(0), '{company}'],
      ...made.map(([name, standIn]): [string, string] => [standIn, `{settings.${name}}`]),
    ]),
  };
}

function proofOf({ authentication: rule, signing }: HttpRules, access: ErpAccess): Record<string, string> {
  const signature = signing && {
    [signing.header]: `${signing.prefix}{signature by secret.${signing.secret}}`,
    ...(signing.timestampHeader !== undefined && { [signing.timestampHeader]: '{seconds since 1970}' }),
  };
  const { kind }: { readonly kind: string } = rule;
  if (rule.kind === 'none') return { ...signature };
  if (rule.kind === 'static-header')
    return { ...signature, [rule.header.toLowerCase()]: filled(rule.value, access) };
  if (rule.kind === 'basic')
    return { ...signature, authorization: `Basic {secret.${rule.user}}:{secret.${rule.password}}` };
  if (rule.kind === 'oauth2-client-credentials') return { ...signature, authorization: 'Bearer {token}' };
  return { ...signature, authorization: `{${kind}}` };
}

interface Written {
  readonly request: TrialRequest;
  readonly proof: Readonly<Record<string, string>>;
  readonly standIns: StandIns;
}

const readable = ({ request, proof, standIns }: Written): TrialRequest => ({
  method: request.method,
  path: named(request.path.replace(/%7B(secret\.\w+)%7D/gi, '{$1}'), standIns) as string, // a text stays one
  headers: { ...(named(request.headers, standIns) as TrialRequest['headers']), ...proof },
  ...('body' in request && { body: named(request.body, standIns) }),
});

/** JSON with names in place of their stand-ins, a number's too. */
function named(json: unknown, standIns: StandIns): unknown {
  if (typeof json === 'string') return json.replace(/99\d{13}/g, (digits) => standIns.get(digits) ?? digits);
  if (typeof json === 'number') return standIns.get(String(json)) ?? json;
  if (Array.isArray(json)) return json.map((entry) => named(entry, standIns));
  if (typeof json !== 'object' || json === null) return json;
  return Object.fromEntries(Object.entries(json).map(([name, value]) => [name, named(value, standIns)]));
}
