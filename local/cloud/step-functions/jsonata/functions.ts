import { createHash } from 'node:crypto';
import jsonata from 'jsonata-sfn';

/** What the functions that are not pure take their values from. */
export interface Sources {
  readonly now: () => number;
  readonly random: () => number;
  readonly newId: () => string;
}

type Maybe<T> = T | undefined;

/** AWS refuses a longer range before it builds it. */
const LONGEST_RANGE = 360_145;
const hashes: ReadonlyMap<string, string> = new Map([
  ['MD5', 'md5'],
  ['SHA-1', 'sha1'],
  ['SHA-256', 'sha256'],
  ['SHA-384', 'sha384'],
  ['SHA-512', 'sha512'],
]);

/**
 * The functions Step Functions adds to JSONata, and the two of JSONata that tell the time, which here is the
 * injected clock's. `$eval` is taken away, as AWS does. An argument they cannot use yields nothing (undefined).
 */
export function awsFunctions(sources: Sources): Record<string, unknown> {
  return {
    partition,
    range,
    hash,
    parse: (text: Maybe<string>): unknown => (text === undefined ? undefined : JSON.parse(text)),
    random: (seed: Maybe<number>): number => (seed === undefined ? sources.random() : seeded(seed)),
    uuid: sources.newId,
    millis: sources.now,
    now: (picture: Maybe<string>, zone: Maybe<string>): unknown => formatTime(sources.now(), picture, zone),
    eval: undefined,
  };
}

function partition(items: unknown, size: Maybe<number>): Maybe<unknown[][]> {
  const length = Math.trunc(size ?? 0);
  if (items === undefined || length < 1) return undefined;
  const list = Array.isArray(items) ? (items as unknown[]) : [items];
  const chunks: unknown[][] = [];
  for (let start = 0; start < list.length; start += length) chunks.push(list.slice(start, start + length));
  return chunks.length > 0 ? chunks : undefined;
}

function range(from: Maybe<number>, to: Maybe<number>, by: Maybe<number>): Maybe<number | number[]> {
  if (from === undefined || to === undefined || by === undefined) return undefined;
  const [start, end, step] = [Math.trunc(from), Math.trunc(to), Math.trunc(by)];
  const count = Math.floor((end - start) / step) + 1;
  if (step === 0 || count < 1) return undefined;
  if (count > LONGEST_RANGE) throw new Error('Expression evaluation memory limit exceeded');
  const values = Array.from({ length: count }, (_, index) => start + index * step);
  return values.length === 1 ? values[0] : values;
}

function hash(text: Maybe<string>, algorithm: Maybe<string>): Maybe<string> {
  if (text === undefined || algorithm === undefined) return undefined;
  const name = hashes.get(algorithm);
  if (!name)
    throw new Error(`Unknown hash algorithm '${algorithm}'; use one of ${[...hashes.keys()].join(', ')}`);
  return createHash(name).update(text).digest('hex');
}

/** mulberry32: the same seed yields the same number; AWS's own sequence is not published. */
function seeded(seed: number): number {
  let mixed = (Math.trunc(seed) + 0x6d2b79f5) | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
}

const timeFormat = jsonata('$fromMillis($at, $picture, $zone)');

function formatTime(at: number, picture: Maybe<string>, zone: Maybe<string>): Promise<unknown> {
  return timeFormat.evaluate(undefined, { at, picture, zone });
}
