import type { Secrets } from '../../shared/erp/types.ts';

/** Shorter ones occur in texts by chance. */
const SHORTEST = 6;

/**
 * The last line of defence: whatever a body, an ERP's answer or an error repeats of the connection's credentials is shown by its name,
 * `{secret.apiKey}`.
 */
export function withoutSecrets<Shown>(shown: Shown, secrets: Secrets): Shown {
  const names = namesByValue(secrets);
  return names.length === 0 ? shown : (replaced(shown, names) as Shown); // only texts change
}

type Names = readonly (readonly [value: string, name: string])[];

/** The longest first: one secret may be part of another. */
function namesByValue(secrets: Secrets): Names {
  return Object.entries(secrets)
    .flatMap(([member, value]) => [value].flat().flatMap((each) => spellings(each, `{secret.${member}}`)))
    .filter(([value]) => value.length >= SHORTEST)
    .toSorted(([left], [right]) => right.length - left.length);
}

const spellings = (value: string, name: string): [string, string][] => [
  [value, name],
  [encodeURIComponent(value.toWellFormed()), name],
];

function replaced(json: unknown, names: Names): unknown {
  if (typeof json === 'string')
    return names.reduce((text, [value, name]) => text.replaceAll(value, () => name), json);
  if (Array.isArray(json)) return json.map((entry) => replaced(entry, names));
  if (typeof json !== 'object' || json === null) return json;
  return Object.fromEntries(
    Object.entries(json).map(([key, value]) => [replaced(key, names), replaced(value, names)]),
  );
}
