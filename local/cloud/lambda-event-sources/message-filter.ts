import { compilePattern } from '../event-bridge/index.ts';
import { asList, asObject, isJsonObject, type Json } from '../template/json.ts';

/**
 * FilterCriteria of an event source: one of the patterns must match. They speak of `{ "body": … }`; a body
 * that is a JSON object is matched as one.
 */
export function messageFilter(criteria: Json | undefined): (body: string) => boolean {
  const patterns = asList(asObject(criteria)['Filters']).map((filter) =>
    patternOf(asObject(filter)['Pattern']),
  );
  if (patterns.length === 0) return () => true;
  return (body) => {
    const message = { body: bodyOf(body) };
    return patterns.some((matches) => matches(message));
  };
}

function patternOf(pattern: Json | undefined): (event: unknown) => boolean {
  if (typeof pattern !== 'string')
    throw new Error('A filter of an event source needs a Pattern as JSON text.');
  return compilePattern(JSON.parse(pattern));
}

function bodyOf(body: string): Json {
  try {
    const parsed = JSON.parse(body) as Json;
    return isJsonObject(parsed) ? parsed : body;
  } catch {
    return body;
  }
}
