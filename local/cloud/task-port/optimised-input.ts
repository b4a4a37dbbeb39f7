import { asList, asObject, isJsonObject, type Json } from '../template/json.ts';

/**
 * The integrations made for state machines (`states:::events:putEvents`, unlike `aws-sdk:eventbridge`) take an
 * object where the service's own API wants JSON text.
 */
export function optimisedInput(service: string, input: Json): Json {
  if (service === 'events') {
    const entries = asList(asObject(input)['Entries']).map((entry) => ({
      ...asObject(entry),
      ...textMember(entry, 'Detail'),
    }));
    return { ...asObject(input), Entries: entries };
  }
  if (service === 'sqs') return { ...asObject(input), ...textMember(input, 'MessageBody') };
  return input;
}

function textMember(holder: Json, member: string): { [name: string]: Json } {
  const value = asObject(holder)[member];
  return isJsonObject(value) || Array.isArray(value) ? { [member]: JSON.stringify(value) } : {};
}
