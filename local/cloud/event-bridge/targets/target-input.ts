import { valueAt } from './json-path.ts';

export interface BusEvent {
  readonly version: '0';
  readonly id: string;
  readonly 'detail-type': string;
  readonly source: string;
  readonly account: string;
  /** To the second, as AWS gives it. */
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: unknown;
}

export interface InputChoice {
  readonly Input?: string | undefined;
  readonly InputPath?: string | undefined;
  readonly InputTransformer?: InputTransformer | undefined;
}

interface InputTransformer {
  readonly InputPathsMap: Readonly<Record<string, string>>;
  readonly InputTemplate: string;
}

/** What a target gets, as JSON text: the event, a constant, a part of the event, or a template filled from it. */
export function inputOf(choice: InputChoice, event: BusEvent, rule: { name: string; arn: string }): string {
  if (choice.Input !== undefined) return choice.Input;
  if (choice.InputPath !== undefined) return JSON.stringify(valueAt(event, choice.InputPath) ?? null);
  if (!choice.InputTransformer) return JSON.stringify(event);
  const { InputPathsMap: paths, InputTemplate: template } = choice.InputTransformer;
  const own = Object.entries(paths).map(([name, path]) => [name, valueAt(event, path)] as const);
  const variables = new Map<string, unknown>([
    ...own,
    ['aws.events.rule-name', rule.name],
    ['aws.events.rule-arn', rule.arn],
    ['aws.events.event.json', event],
    ['aws.events.event', { ...event, detail: undefined }],
    ['aws.events.event.ingestion-time', event.time],
  ]);
  return filled(template, variables);
}

/** Within quotes a value stands as text, elsewhere as JSON; an unknown or absent one is empty or null. */
function filled(template: string, variables: ReadonlyMap<string, unknown>): string {
  let quoted = false;
  const parts = template.matchAll(/\\.|"|<([\w.-]+)>|[^\\"<]+|</gs);
  const text = [...parts].map(([token, name]) => {
    if (token === '"') quoted = !quoted;
    if (name === undefined) return token;
    return quoted ? asText(variables.get(name)) : JSON.stringify(variables.get(name) ?? null);
  });
  return text.join('');
}

function asText(value: unknown): string {
  if (value === undefined) return '';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return JSON.stringify(text).slice(1, -1);
}
