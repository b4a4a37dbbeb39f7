import { parseLossless } from '../lossless-json.ts';
import { step, stepsOf, type JsonValue } from './json-value.ts';

/** The text at a path that may lead into texts that hold JSON themselves, as some ERPs wrap their messages. */
export function textWithin(value: JsonValue, path: string): string | undefined {
  const steps = path === '' ? [] : stepsOf(path);
  const found = steps.reduce<JsonValue | undefined>((at, key) => step(opened(at), key), value);
  return typeof found === 'string' ? found : undefined;
}

function opened(value: JsonValue | undefined): JsonValue | undefined {
  if (typeof value !== 'string') return value;
  const parsed = parseLossless(Buffer.from(value));
  return parsed.ok ? parsed.value : undefined;
}
