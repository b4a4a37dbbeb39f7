import type { ErpAccess } from '../fetch/erp-access.ts';
import { textAt, type JsonValue } from '../lossless-json.ts';
import { withoutLookAlikes } from '../mapping/without-look-alikes.ts';

/** The id at a path, in the form in which ids are stored; undefined where there is none or it has another form. */
export function idAt({ connector }: ErpAccess, json: JsonValue, path: string): string | undefined {
  const { identity, values } = connector.manifest;
  const text = textAt(withoutLookAlikes(json, values), path);
  if (text === undefined || !new RegExp(`^(?:${identity.pattern})$`).test(text)) return undefined;
  return identity.letterCase === 'lower' ? text.toLowerCase() : text;
}

/** A number for people; an empty one is none. */
export const numberAt = (json: JsonValue, path: string | undefined): string | undefined =>
  (path === undefined ? undefined : textAt(json, path)) || undefined;
