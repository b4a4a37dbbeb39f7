import type { Manifest } from './manifest/manifest.ts';
import type { ErpConnection } from './types.ts';

/** A connection's settings with the manifest's defaults; a default may use other settings. */
export function effectiveSettings(
  manifest: Manifest,
  given: Readonly<Record<string, string>>,
): Record<string, string> {
  const settings: Record<string, string> = { ...given };
  for (const [name, rule] of Object.entries(manifest.settings))
    if (settings[name] === undefined && rule.default !== undefined)
      settings[name] = withSettings(rule.default, given);
  return settings;
}

function withSettings(template: string, settings: Readonly<Record<string, string>>): string {
  return template.replace(/\{settings\.([a-zA-Z0-9]+)\}/g, (_, name: string) => settings[name] ?? '');
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
