import { asList, asObject, asText, isJsonObject, type Json, type JsonObject } from './json.ts';

/** Everything an expression may ask its surroundings. */
export interface Scope {
  ref(name: string): Json | undefined;
  attribute(logicalId: string, name: string): string;
  importValue(exportName: string): Json;
  condition(name: string): boolean;
  mapping(map: string, first: string, second: string): Json;
}

/** What `AWS::NoValue` becomes: the member that holds it disappears. */
const noValue = Symbol('AWS::NoValue');
type Value = Json | typeof noValue;
type Intrinsic = (argument: Json, scope: Scope) => Value;

/** The intrinsic functions of CloudFormation that this embedded cloud understands. */
const intrinsics: Readonly<Record<string, Intrinsic>> = {
  Ref: (argument, scope) => reference(text(argument), scope),
  'Fn::GetAtt': (argument, scope) => attribute(argument, scope),
  'Fn::Sub': (argument, scope) => substitute(argument, scope),
  'Fn::Join': (argument, scope) => {
    const [separator, parts] = asList(argument);
    return list(evaluate(parts ?? [], scope))
      .map(text)
      .join(text(separator ?? ''));
  },
  'Fn::Select': (argument, scope) => {
    const [index, from] = asList(evaluate(argument, scope));
    const chosen = list(from ?? [])[Number(text(index ?? ''))];
    if (chosen === undefined) throw new Error(`Fn::Select finds nothing at ${JSON.stringify(argument)}.`);
    return chosen;
  },
  'Fn::Split': (argument, scope) => {
    const [separator, value] = asList(evaluate(argument, scope));
    return text(value ?? '').split(text(separator ?? ''));
  },
  'Fn::Base64': (argument, scope) => Buffer.from(text(evaluate(argument, scope))).toString('base64'),
  'Fn::ImportValue': (argument, scope) => scope.importValue(text(evaluate(argument, scope))),
  'Fn::FindInMap': (argument, scope) => {
    const [map, first, second] = list(evaluate(argument, scope)).map(text);
    return scope.mapping(map ?? '', first ?? '', second ?? '');
  },
  'Fn::If': (argument, scope) => {
    const [name, whenTrue, whenFalse] = asList(argument);
    return evaluateValue((scope.condition(text(name ?? '')) ? whenTrue : whenFalse) ?? '', scope);
  },
  'Fn::Equals': (argument, scope) => {
    const [left, right] = asList(evaluate(argument, scope));
    return JSON.stringify(left) === JSON.stringify(right);
  },
  'Fn::Not': (argument, scope) => !truth(asList(argument)[0], scope),
  'Fn::And': (argument, scope) => asList(argument).every((part) => truth(part, scope)),
  'Fn::Or': (argument, scope) => asList(argument).some((part) => truth(part, scope)),
  Condition: (argument, scope) => scope.condition(text(argument)),
};

/** The value of a template expression, every intrinsic function inside it resolved. */
export function evaluate(expression: Json, scope: Scope): Json {
  const value = evaluateValue(expression, scope);
  if (value === noValue) throw new Error('AWS::NoValue stands where a value is needed.');
  return value;
}

function evaluateValue(expression: Json, scope: Scope): Value {
  if (Array.isArray(expression)) return evaluateList(expression as readonly Json[], scope);
  if (!isJsonObject(expression)) return expression;
  const call = intrinsicCall(expression);
  return call ? call.apply(call.argument, scope) : evaluateMembers(expression, scope);
}

function evaluateList(items: readonly Json[], scope: Scope): Json {
  return items.map((item) => evaluateValue(item, scope)).filter((value) => value !== noValue);
}

function evaluateMembers(members: JsonObject, scope: Scope): Json {
  const entries = Object.entries(members).map(
    ([name, value]) => [name, evaluateValue(value, scope)] as const,
  );
  return Object.fromEntries(entries.filter((entry): entry is [string, Json] => entry[1] !== noValue));
}

/** An object with one member named like an intrinsic function is a call; `Condition` only as text (policies have one too). */
function intrinsicCall(expression: JsonObject): { apply: Intrinsic; argument: Json } | undefined {
  const [member, ...others] = Object.entries(expression);
  if (!member || others.length > 0) return undefined;
  const [name, argument] = member;
  if (name === 'Condition' && typeof argument !== 'string') return undefined;
  const apply = intrinsics[name];
  if (!apply && name.startsWith('Fn::')) throw new Error(`The embedded cloud does not know ${name}.`);
  return apply && { apply, argument };
}

function reference(name: string, scope: Scope): Value {
  if (name === 'AWS::NoValue') return noValue;
  const value = scope.ref(name);
  if (value === undefined) throw new Error(`Ref ${name} names nothing in its template.`);
  return value;
}

function attribute(argument: Json, scope: Scope): string {
  const [logicalId, ...path] =
    typeof argument === 'string' ? argument.split('.') : asList(argument).map(text);
  return scope.attribute(logicalId ?? '', path.join('.'));
}

function substitute(argument: Json, scope: Scope): string {
  const [pattern, variables] = Array.isArray(argument) ? asList(argument) : [argument, {}];
  const own = asObject(variables);
  return text(pattern ?? '').replace(/\$\{(!?)([^}]+)\}/g, (_all, literal: string, name: string) => {
    if (literal) return `\${${name}}`;
    const value = own[name];
    return text(value === undefined ? named(name, scope) : evaluate(value, scope));
  });
}

function named(name: string, scope: Scope): Json {
  return evaluate(name.includes('.') ? { 'Fn::GetAtt': name } : { Ref: name }, scope);
}

function truth(expression: Json | undefined, scope: Scope): boolean {
  return evaluate(expression ?? false, scope) === true;
}

function list(value: Json): readonly Json[] {
  if (Array.isArray(value)) return value as readonly Json[];
  throw new Error(`Expected a list but found ${JSON.stringify(value)}.`);
}

function text(value: Json): string {
  const found = asText(value);
  if (found === undefined) throw new Error(`Expected text but found ${JSON.stringify(value)}.`);
  return found;
}
