import type { JsonScanner } from './json-scanner.ts';
import type { JsonValue } from './json-value.ts';

export interface JsonLimits {
  /** Nesting of lists and objects. */
  readonly depth: number;
  readonly keysPerObject: number;
  /** Values in the whole body. */
  readonly values: number;
  /** Characters of one text or number. */
  readonly tokenLength: number;
}

type OpenObject = Record<string, JsonValue>;
type Open = JsonValue[] | OpenObject;

const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const COMMA = 0x2c;
const COLON = 0x3a;
const QUOTE = 0x22;

/** Builds the value of one JSON text with a stack of its own, so that no depth of nesting can exhaust the call stack. */
export class JsonReader {
  readonly #scanner: JsonScanner;
  readonly #limits: JsonLimits;
  readonly #outer: Open[] = [];
  readonly #outerKeys: string[] = [];
  readonly #outerCounts: number[] = [];
  #open: Open | undefined;
  /** Read, but not yet put into the open container. */
  #finished: JsonValue | undefined;
  #key = '';
  #count = 0;
  #values = 0;

  constructor(scanner: JsonScanner, limits: JsonLimits) {
    this.#scanner = scanner;
    this.#limits = limits;
  }

  document(): JsonValue {
    let value: JsonValue | undefined;
    do value = this.advance(Infinity);
    while (value === undefined);
    return value;
  }

  /** Reads on by so many steps, two for each value; undefined while the document is not complete. */
  advance(steps: number): JsonValue | undefined {
    let value = this.#finished;
    for (let left = steps; value === undefined || this.#open !== undefined; left -= 1) {
      if (left === 0) return void (this.#finished = value);
      value = value === undefined ? this.#next() : this.#attach(value);
    }
    if (!Number.isNaN(this.#scanner.peek())) throw this.#scanner.refusal('the body goes on after its value');
    return value;
  }

  /** The next scalar or empty container; undefined when a container was opened and its first value is next. */
  #next(): JsonValue | undefined {
    if (++this.#values > this.#limits.values) throw this.#scanner.refusal('the body holds too many values');
    const code = this.#scanner.peek();
    if (code === QUOTE) return this.#scanner.string();
    if (code === OPEN_OBJECT) return this.#openObject();
    if (code === OPEN_LIST) return this.#openList();
    if (code === 0x74) return this.#scanner.literal('true', true);
    if (code === 0x66) return this.#scanner.literal('false', false);
    if (code === 0x6e) return this.#scanner.literal('null', null);
    return this.#scanner.number();
  }

  #openObject(): JsonValue | undefined {
    const object = Object.create(null) as OpenObject;
    this.#push(object);
    if (this.#scanner.peek() === CLOSE_OBJECT) return this.#close();
    this.#readKey(object);
    return undefined;
  }

  #openList(): JsonValue | undefined {
    this.#push([]);
    return this.#scanner.peek() === CLOSE_LIST ? this.#close() : undefined;
  }

  /** Puts a finished value into the open container; yields that container once it is closed. */
  #attach(value: JsonValue): JsonValue | undefined {
    const open = this.#open as Open; // `document` attaches only while a container is open
    const inList = Array.isArray(open);
    if (inList) open.push(value);
    else open[this.#key] = value;
    const code = this.#scanner.peek();
    if (code === (inList ? CLOSE_LIST : CLOSE_OBJECT)) return this.#close();
    if (code !== COMMA) throw this.#scanner.refusal(`a comma or "${inList ? ']' : '}'}" is expected`);
    this.#scanner.offset += 1;
    if (!inList) this.#readKey(open);
    return undefined;
  }

  #readKey(object: OpenObject): void {
    const scanner = this.#scanner;
    if (scanner.peek() !== QUOTE) throw scanner.refusal('a key is expected');
    const at = scanner.offset;
    const key = scanner.key();
    if (key === '__proto__') throw scanner.refusal('the key __proto__ is not accepted', at);
    if (key in object) throw scanner.refusal('a key appears twice', at);
    if (++this.#count > this.#limits.keysPerObject)
      throw scanner.refusal('an object holds too many keys', at);
    if (scanner.peek() !== COLON) throw scanner.refusal('a colon is expected');
    scanner.offset += 1;
    this.#key = key;
  }

  #push(container: Open): void {
    if (this.#outer.length >= this.#limits.depth)
      throw this.#scanner.refusal('the body is nested too deeply');
    this.#scanner.offset += 1;
    this.#outer.push(this.#open ?? []);
    this.#outerKeys.push(this.#key);
    this.#outerCounts.push(this.#count);
    this.#open = container;
    this.#count = 0;
  }

  #close(): JsonValue {
    const closed = this.#open as Open; // called on a closing bracket of the open container only
    this.#scanner.offset += 1;
    const outer = this.#outer.pop();
    this.#key = this.#outerKeys.pop() ?? '';
    this.#count = this.#outerCounts.pop() ?? 0;
    this.#open = this.#outer.length === 0 ? undefined : outer;
    return closed;
  }
}
