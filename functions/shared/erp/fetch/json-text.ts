import { ErpRejectedError } from '../../../../domain/errors.ts';
import { isJsonList, isJsonObject, type JsonValue } from '../lossless-json.ts';

/** What JavaScript has and TypeScript's library does not describe yet: a number by its digits. */
const exact = JSON as unknown as { rawJSON(text: string): JsonValue };

/**
 * A value of ours as JSON. Our amounts are texts; ERPs that want JSON numbers name those members, and get every digit. Lists below such a
 * name count too, objects in them have names of their own.
 */
export function jsonText(value: JsonValue, numbers: readonly string[]): string {
  if (numbers.length === 0) return JSON.stringify(value);
  return JSON.stringify(withNumbers(value, new Set(numbers)));
}

function withNumbers(value: JsonValue, names: ReadonlySet<string>, isNumber = false): JsonValue {
  if (isJsonList(value)) return value.map((entry) => withNumbers(entry, names, isNumber));
  if (isJsonObject(value))
    return Object.fromEntries(
      Object.entries(value).map(([name, member]) => [name, withNumbers(member, names, names.has(name))]),
    );
  return isNumber && typeof value === 'string' ? exactNumber(value) : value;
}

function exactNumber(text: string): JsonValue {
  if (/^-?(0|[1-9]\d*)(\.\d+)?$/.test(text)) return exact.rawJSON(text);
  throw new ErpRejectedError(
    `"${text.slice(0, 60)}" should be a number for the ERP and is none; nothing was sent.`,
  );
}
