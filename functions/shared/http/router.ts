import { HttpProblem } from './problem.ts';
import type { Method, Route } from './route.ts';

export interface Match<Ports> {
  readonly route: Route<Ports>;
  readonly params: Readonly<Record<string, string>>;
}

export type FindRoute<Ports> = (method: string, path: string) => Match<Ports>;

/** Compares paths segment by segment; a literal segment wins over a parameter, as in API Gateway. */
export function createRouter<Ports>(routes: readonly Route<Ports>[]): FindRoute<Ports> {
  const compiled = routes.map((route) => ({ route, segments: segmentsOf(route.path) }));
  compiled.sort((left, right) => countParameters(left.segments) - countParameters(right.segments));
  return (method, path) => {
    const segments = segmentsOf(path);
    const candidates = compiled.filter((each) => fits(each.segments, segments));
    const found = candidates.find((each) => each.route.method === (method === 'HEAD' ? 'GET' : method));
    if (!found)
      throw notRouted(
        method,
        path,
        candidates.map((each) => each.route.method),
      );
    return { route: found.route, params: parametersOf(found.segments, segments) };
  };
}

const segmentsOf = (path: string): string[] => path.replace(/\/+$/, '').split('/').slice(1);

const isParameter = (segment: string): boolean => segment.startsWith('{');

const countParameters = (segments: readonly string[]): number => segments.filter(isParameter).length;

const fits = (pattern: readonly string[], segments: readonly string[]): boolean =>
  pattern.length === segments.length &&
  pattern.every((part, index) => (isParameter(part) ? segments[index] !== '' : part === segments[index]));

function parametersOf(pattern: readonly string[], segments: readonly string[]): Record<string, string> {
  const named = pattern.flatMap((part, index) =>
    isParameter(part) ? [[part.slice(1, -1), segments[index] ?? '']] : [],
  );
  return Object.fromEntries(named) as Record<string, string>;
}

function notRouted(method: string, path: string, methods: readonly Method[]): HttpProblem {
  if (methods.length === 0)
    return new HttpProblem('unknown-route', `There is no route ${path}; see /openapi.json.`);
  const allow = [...new Set(methods.includes('GET') ? [...methods, 'HEAD'] : methods)].join(', ');
  return new HttpProblem('method-not-allowed', `${path} knows ${allow}, not ${method}.`, {
    headers: { allow },
  });
}
