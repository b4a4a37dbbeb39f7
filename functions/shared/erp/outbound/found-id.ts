import type { ErpAccess } from '../fetch/erp-access.ts';
import { textAt, type JsonValue } from '../lossless-json.ts';
import type { CreateStep } from '../manifest/steps.ts';
import { withoutLookAlikes } from '../mapping/without-look-alikes.ts';
import type { DoneStep } from './classify-write.ts';

/** The id at a path, in the form in which ids are stored; undefined where there is none or it has another form. */
export function idAt({ connector }: ErpAccess, json: JsonValue, path: string): string | undefined {
  const { identity, values } = connector.manifest;
  const text = textAt(withoutLookAlikes(json, values), path);
  if (text === undefined || !new RegExp(`^(?:${identity.pattern})$`).test(text)) return undefined;
  return identity.letterCase === 'lower' ? text.toLowerCase() : text;
}

type IdPlace = CreateStep['id'];

/** The id that the answer to a creation gives, in its body or a header. */
export function givenId(access: ErpAccess, answer: DoneStep, place: IdPlace): string | undefined {
  if (typeof place === 'string') return idAt(access, answer.json, place);
  const text = answer.headers?.[place.header.toLowerCase()] ?? '';
  const id = new RegExp(place.pattern).exec(text)?.[1];
  return id === undefined ? undefined : idAt(access, id, '');
}

export const placeInWords = (place: IdPlace): string =>
  typeof place === 'string' ? `at "${place}"` : `in the header ${place.header}`;

/** A number for people; an empty one is none. */
export const numberAt = (json: JsonValue, path: string | undefined): string | undefined =>
  (path === undefined ? undefined : textAt(json, path)) || undefined;
