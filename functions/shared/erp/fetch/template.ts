import { ErpRejectedError } from '../../../../domain/errors.ts';
import type * as z from 'zod';
import { effectiveSettings } from '../settings.ts';
import { currentSecret } from '../types.ts';
import { CredentialsRefused } from './credentials-refused.ts';
import type { ErpAccess } from './erp-access.ts';

/** Values of placeholders beyond the connection's own: `id`, `since`, `topic` … */
export type TemplateValues = Readonly<Record<string, string | undefined>>;
type Json = z.core.util.JSONType;
type Encode = (value: string) => string;
/** What a connection gives of its own. */
export type Filler = Pick<ErpAccess, 'connector' | 'connection' | 'secrets'>;

/** Fills `{id}`, `{company}`, `{settings.name}` and `{secret.name}`. A value that is missing is for a person to enter. */
export function filled(template: string, access: Filler, values: TemplateValues = {}): string {
  return filledBy(template, access, { values, encode: (value) => value });
}

/** The same with every value encoded, so that it stays inside its place in a path or query. */
export function filledAddress(template: string, access: Filler, values: TemplateValues = {}): string {
  return filledBy(template, access, { values, encode: encodedStrictly });
}

/** A JSON template with every text filled. A text that is nothing but `{name:number}` becomes a whole number, for ERPs that take no text for an id. */
export function filledJson(template: Json, access: Filler, values: TemplateValues): Json {
  if (typeof template === 'string') return filledText(template, access, values);
  if (Array.isArray(template)) return template.map((entry) => filledJson(entry, access, values));
  if (template === null || typeof template !== 'object') return template;
  return Object.fromEntries(
    Object.entries(template).map(([key, entry]) => [key, filledJson(entry, access, values)]),
  );
}

function filledText(template: string, access: Filler, values: TemplateValues): string | number {
  const name = /^\{([a-zA-Z]+(?:\.[a-zA-Z0-9]+)?):number\}$/.exec(template)?.[1];
  if (name === undefined) return filled(template, access, values);
  const text = filled(`{${name}}`, access, values);
  if (/^(0|-?[1-9]\d{0,14})$/.test(text)) return Number(text);
  const shown = isSecret(name) ? `What stands in ${name}` : `"${text.slice(0, 60)}"`;
  throw new ErpRejectedError(
    `${shown} should be a whole number for the ERP (${name}) and is none; nothing was sent.`,
  );
}

/** What must not stand in a sentence. */
const isSecret = (name: string): boolean => name === 'session' || name.startsWith('secret.');

function filledBy(
  template: string,
  access: Filler,
  { values, encode }: { values: TemplateValues; encode: Encode },
): string {
  return template.replace(
    /\{([a-zA-Z]+)(?:\.([a-zA-Z0-9]+))?\}/g,
    (_, name: string, member: string | undefined) => {
      const value = member === undefined ? ownValue(access, values, name) : memberValue(access, name, member);
      if (value === undefined || value === '')
        throw missing(access, member === undefined ? name : `${name}.${member}`);
      return encode(value);
    },
  );
}

function ownValue({ connection }: Filler, values: TemplateValues, name: string): string | undefined {
  return values[name] ?? (name === 'company' ? connection.externalCompany : undefined);
}

function memberValue(
  { connector, connection, secrets }: Filler,
  group: string,
  member: string,
): string | undefined {
  if (group === 'secret') return currentSecret(secrets, member);
  return group === 'settings'
    ? effectiveSettings(connector.manifest, connection.settings)[member]
    : undefined;
}

/** Quotes and brackets too: OData keys stand between them. */
function encodedStrictly(value: string): string {
  return encodeURIComponent(value).replace(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function missing({ connection }: Filler, name: string): ErpRejectedError {
  const what = name === 'company' ? "the ERP's company" : name;
  const Refusal = name.startsWith('secret.') ? CredentialsRefused : ErpRejectedError;
  return new Refusal(`The connection ${connection.connectionId} lacks ${what}; enter it and release again.`);
}
