import { credentialMembers } from '../fetch/credentials.ts';
import type { Manifest } from '../manifest/manifest.ts';

/** What is wrong with how the ERP is asked: names that point nowhere, patterns that do not parse. In words; empty when fine. */
export function httpProblems(manifest: Manifest): string[] {
  return [...secretProblems(manifest), ...settingProblems(manifest), ...sessionProblems(manifest)];
}

function secretProblems(manifest: Manifest): string[] {
  const { http, secret } = manifest;
  const members = new Set([
    ...(http === undefined ? [] : credentialMembers(http)),
    ...namesIn(manifest, /\{secret\.([a-zA-Z0-9]+)(?::number)?\}/g),
  ]);
  return [...members]
    .filter((member) => !Object.hasOwn(secret, member))
    .map((member) => `a request uses the secret ${member}, which "secret" does not describe`);
}

function settingProblems(manifest: Manifest): string[] {
  return namesIn(manifest, /\{settings\.([a-zA-Z0-9]+)(?::number)?\}/g)
    .filter((name) => !Object.hasOwn(manifest.settings, name))
    .map((name) => `a template uses the setting ${name}, which "settings" does not describe`);
}

function sessionProblems(manifest: Manifest): string[] {
  const { session } = manifest.http ?? {};
  const isNamed = namesIn(manifest, /\{(session)(?::number)?\}/g).length > 0;
  if (!isNamed || session?.token !== undefined) return [];
  return session === undefined
    ? ['a request names {session}, but http.session opens none']
    : ['a request names {session}, but http.session does not say where its token stands'];
}

/** Each once, wherever a template may stand. */
function namesIn(manifest: Manifest, placeholder: RegExp): string[] {
  const { http, subscriptions, resources, outbound, values } = manifest;
  const text = JSON.stringify([http, subscriptions, resources, outbound, values]);
  return [...new Set([...text.matchAll(placeholder)].flatMap(([, name]) => name ?? []))];
}
