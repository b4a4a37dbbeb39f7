import { MappingError } from '../../../../domain/errors.ts';
import { parseLossless, type JsonValue } from '../lossless-json.ts';

/** `$json(text)`: the value of a text that holds JSON, its numbers as texts. Some ERPs keep tables in such fields. */
function json(text: string | null | undefined): JsonValue | undefined {
  if (text === undefined || text === null) return text;
  const parsed = parseLossless(Buffer.from(text));
  if (parsed.ok) return parsed.value;
  const reason = `"${text.slice(0, 60)}" is no JSON: ${parsed.reason}`;
  throw new MappingError(reason, [{ field: '$json', reason }]);
}

export const jsonFunctions = { json };
