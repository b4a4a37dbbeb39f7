import type { Manifest } from '../manifest/manifest.ts';

type Pattern = readonly [place: string, pattern: string | undefined];

/** Patterns of a manifest that do not parse, by their place; empty when all do. */
export function patternProblems(manifest: Manifest): string[] {
  return [...patternsOfRecords(manifest), ...patternsOfAnswers(manifest)].flatMap(([place, pattern]) =>
    pattern === undefined || compiles(pattern) ? [] : [`${place} is no valid pattern`],
  );
}

function patternsOfRecords({ identity, settings, secret, resources, webhook }: Manifest): Pattern[] {
  const envelope = webhook?.envelope;
  return [
    ['identity.pattern', identity.pattern],
    ...Object.entries(settings).map(([name, { pattern }]): Pattern => [`settings.${name}`, pattern]),
    ...Object.entries(secret).map(([name, { pattern }]): Pattern => [`secret.${name}`, pattern]),
    ...Object.entries(resources).flatMap(([name, { recognise }]) =>
      Object.entries(recognise).map(
        ([path, pattern]): Pattern => [`resources.${name}.recognise.${path}`, pattern],
      ),
    ),
    ['webhook.envelope.pattern', envelope?.kind === 'pointers' ? envelope.pattern : undefined],
  ];
}

function patternsOfAnswers({ http, outbound }: Manifest): Pattern[] {
  const steps = [outbound?.debtor.create.step, ...(outbound?.order.create.steps ?? [])];
  return [
    ...(http?.errors ?? []).map(({ matches }, index): Pattern => [`http.errors[${index}]`, matches]),
    ...(http?.waits ?? []).map(({ matches }, index): Pattern => [`http.waits[${index}]`, matches]),
    ...(outbound?.errors ?? []).map(({ matches }, index): Pattern => [`outbound.errors[${index}]`, matches]),
    ...steps.flatMap((step): Pattern[] =>
      step !== undefined && 'id' in step && typeof step.id === 'object'
        ? [[`the id in the header ${step.id.header}`, step.id.pattern]]
        : [],
    ),
  ];
}

function compiles(pattern: string): boolean {
  try {
    return new RegExp(pattern, 'u').source !== '';
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}
