import type { Manifest } from './manifest/manifest.ts';
import type { ErpConnection } from './types.ts';

/** A connection's settings with the manifest's defaults. A default that needs a setting nobody gave does not apply. */
export function effectiveSettings(
  manifest: Manifest,
  given: Readonly<Record<string, string>>,
): Record<string, string> {
  const defaults = Object.entries(manifest.settings).flatMap(([name, rule]) => {
    const value = rule.default === undefined ? undefined : withSettings(rule.default, given);
    return value === undefined ? [] : [[name, value] as const];
  });
  return { ...Object.fromEntries(defaults), ...given };
}

const placeholder = /\{settings\.([a-zA-Z0-9]+)\}/g;

/** The settings that a template names. */
export const settingsIn = (template: string): string[] =>
  [...template.matchAll(placeholder)].flatMap(([, name]) => (name === undefined ? [] : [name]));

/** A template of settings; undefined where it needs one that nobody gave. */
export function withSettings(
  template: string,
  settings: Readonly<Record<string, string>>,
): string | undefined {
  if (settingsIn(template).some((name) => !settings[name])) return undefined;
  return template.replace(placeholder, (_, name: string) => settings[name] ?? '');
}

/** What a connection lacks before its connector can work, in words; empty when nothing. For forms and `test`. */
export function settingProblems(
  manifest: Manifest,
  settings: ErpConnection['settings'],
): { field: string; reason: string }[] {
  const effective = effectiveSettings(manifest, settings);
  return Object.entries(manifest.settings).flatMap(([name, rule]) => {
    const value = effective[name];
    const field = `settings.${name}`;
    if (value === undefined || value === '')
      return rule.required ? [{ field, reason: `is missing: ${rule.description}` }] : [];
    if (rule.pattern !== undefined && !new RegExp(rule.pattern).test(value))
      return [{ field, reason: `has an unknown form: ${rule.description}` }];
    return [];
  });
}
