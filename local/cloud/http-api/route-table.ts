import type { RouteSpec } from './api-spec.ts';

export interface RouteMatch {
  readonly route: RouteSpec;
  readonly pathParameters: Readonly<Record<string, string>> | undefined;
}

type Segment =
  | { readonly kind: 'static'; readonly text: string }
  | { readonly kind: 'parameter'; readonly name: string }
  | { readonly kind: 'greedy'; readonly name: string };

interface CompiledRoute {
  readonly route: RouteSpec;
  readonly method: string;
  readonly segments: readonly Segment[];
}

const RANK = { static: 0, parameter: 1, greedy: 2 } as const;

/** Finds routes by AWS's precedence: the most specific path first, then the exact method before ANY, `$default` last. */
export function routeTable(
  routes: readonly RouteSpec[],
): (method: string, path: string) => RouteMatch | undefined {
  const compiled = routes
    .filter(({ routeKey }) => routeKey !== '$default')
    .map(compile)
    .sort(bySpecificity);
  const fallback = routes.find(({ routeKey }) => routeKey === '$default');
  return (method, path) => {
    const parts = path.split('/').slice(1);
    for (const candidate of compiled) {
      const parameters = accepts(candidate, method) ? parametersOf(candidate.segments, parts) : undefined;
      if (parameters) return { route: candidate.route, pathParameters: orNothing(parameters) };
    }
    return fallback && { route: fallback, pathParameters: undefined };
  };
}

function compile(route: RouteSpec): CompiledRoute {
  const [method = '', path = ''] = route.routeKey.split(' ');
  return { route, method, segments: path.split('/').slice(1).map(segmentOf) };
}

function segmentOf(text: string): Segment {
  const name = /^\{([^}+]+)(\+?)\}$/.exec(text);
  if (!name?.[1]) return { kind: 'static', text };
  return { kind: name[2] ? 'greedy' : 'parameter', name: name[1] };
}

function bySpecificity(a: CompiledRoute, b: CompiledRoute): number {
  for (const [index, segment] of a.segments.entries()) {
    const other = b.segments[index];
    if (!other) return 1;
    const difference = RANK[segment.kind] - RANK[other.kind];
    if (difference !== 0) return difference;
  }
  if (a.segments.length !== b.segments.length) return a.segments.length - b.segments.length;
  return Number(a.method === 'ANY') - Number(b.method === 'ANY');
}

function accepts({ method }: CompiledRoute, requested: string): boolean {
  return method === 'ANY' || method === requested;
}

function parametersOf(
  segments: readonly Segment[],
  parts: readonly string[],
): Record<string, string> | undefined {
  const parameters: Record<string, string> = {};
  for (const [index, segment] of segments.entries()) {
    const part = parts[index];
    if (part === undefined) return undefined;
    if (segment.kind === 'greedy') return withRest(parameters, segment.name, parts.slice(index).join('/'));
    if (segment.kind === 'static' ? part !== segment.text : part === '') return undefined;
    if (segment.kind === 'parameter') parameters[segment.name] = decoded(part);
  }
  return parts.length === segments.length ? parameters : undefined;
}

/** A greedy parameter takes at least one character: `/{proxy+}` is not `/`. */
function withRest(
  parameters: Record<string, string>,
  name: string,
  rest: string,
): Record<string, string> | undefined {
  return rest === '' ? undefined : { ...parameters, [name]: decoded(rest) };
}

function orNothing(parameters: Record<string, string>): Record<string, string> | undefined {
  return Object.keys(parameters).length > 0 ? parameters : undefined;
}

/** A broken percent escape stays as it came; it is for the function to refuse. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
