import type { Connector } from '../connectors.ts';
import { headersRead } from '../envelope/seen-entry.ts';
import type { Authenticity } from '../manifest/authenticity.ts';
import { isSecretHeader } from '../secret-header.ts';

/** What is wrong with how webhooks are taken, in words; empty when fine or when there are none. */
export function webhookProblems(connector: Connector): string[] {
  return [...secretProblems(connector), ...headerProblems(connector), ...hintProblems(connector)];
}

function secretProblems({ manifest }: Connector): string[] {
  const rule = manifest.webhook?.authenticity;
  return membersOf(rule)
    .filter((member) => !Object.hasOwn(manifest.secret, member))
    .map((member) => `webhook.authenticity uses the secret ${member}, which "secret" does not describe`);
}

function membersOf(rule: Authenticity | undefined): string[] {
  if (rule === undefined || rule.kind === 'none') return [];
  if (rule.kind === 'any-of') return rule.rules.flatMap(membersOf);
  return rule.kind === 'basic' ? [rule.user, rule.password] : [rule.secret];
}

function headerProblems({ manifest }: Connector): string[] {
  if (manifest.webhook === undefined) return [];
  return headersRead(manifest.webhook.envelope)
    .filter(isSecretHeader)
    .map((name) => `webhook.envelope reads the header ${name}, which may be a secret and is not kept`);
}

/** What nobody proved must be asked for: else any stranger writes records. */
function hintProblems({ manifest }: Connector): string[] {
  if (manifest.webhook?.authenticity.kind !== 'none') return [];
  return Object.entries(manifest.resources)
    .filter(([, { fetch }]) => fetch === undefined)
    .map(
      ([name]) =>
        `resources.${name} has no "fetch", and its webhooks prove nothing: any stranger could write it`,
    );
}
