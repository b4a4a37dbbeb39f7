import { ErpRejectedError } from '../../../../domain/errors.ts';
import { isJsonList, isJsonObject, type JsonValue } from '../lossless-json.ts';

/** What JavaScript has and TypeScript's library does not describe yet: a number by its digits. */
const exact = JSON as unknown as { rawJSON(text: string): JsonValue };

/** How a text may be shown to people; our credentials are not. */
type Shown = (text: string) => string;

/**
 * A value of ours as JSON. Our amounts are texts; ERPs that want JSON numbers name those members, and get every digit. Lists below such a
 * name count too, objects in them have names of their own.
 */
export function jsonText(
  value: JsonValue,
  numbers: readonly string[],
  shown: Shown = (text) => text,
): string {
  if (numbers.length === 0) return JSON.stringify(value);
  const names = new Set(numbers);
  return JSON.stringify(withNumbers(value, { names, shown }));
}

interface Numbers {
  readonly names: ReadonlySet<string>;
  readonly shown: Shown;
}

function withNumbers(value: JsonValue, numbers: Numbers, isNumber = false): JsonValue {
  if (isJsonList(value)) return value.map((entry) => withNumbers(entry, numbers, isNumber));
  if (isJsonObject(value))
    return Object.fromEntries(
      Object.entries(value).map(([name, member]) => [
        name,
        withNumbers(member, numbers, numbers.names.has(name)),
      ]),
    );
  return isNumber && typeof value === 'string' ? exactNumber(value, numbers) : value;
}

function exactNumber(text: string, { shown }: Numbers): JsonValue {
  if (/^-?(0|[1-9]\d*)(\.\d+)?$/.test(text)) return exact.rawJSON(text);
  throw new ErpRejectedError(
    `"${shown(text).slice(0, 60)}" should be a number for the ERP and is none; nothing was sent.`,
  );
}
