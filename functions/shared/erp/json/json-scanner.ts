import { plainDecimal } from './json-number.ts';
import { JsonRefusal } from './json-refusal.ts';
import { knownKey } from './key-cache.ts';
import { withoutNoncharacters } from './noncharacters.ts';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const FIRST_PRINTABLE = 0x20;
const numberToken = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const plainToken = /^[\d.]+$/;
const whiteSpace = /[ \n\r\t]*/y;

/** Reads the tokens of one JSON text, left to right, each character once. */
export class JsonScanner {
  readonly #text: string;
  readonly #maxTokenLength: number;
  offset = 0;

  constructor(text: string, maxTokenLength: number) {
    this.#text = text;
    this.#maxTokenLength = maxTokenLength;
  }

  /** The code of the next character that is not white space, without consuming it; NaN at the end. */
  peek(): number {
    const text = this.#text;
    const code = text.charCodeAt(this.offset);
    if (code > 0x20) return code;
    whiteSpace.lastIndex = this.offset;
    whiteSpace.test(text);
    this.offset = whiteSpace.lastIndex;
    return text.charCodeAt(this.offset);
  }

  /** A string token, its opening quote being the next character. */
  string(): string {
    const text = this.#text;
    const start = this.offset + 1;
    let end = start;
    let code = text.charCodeAt(end);
    while (code !== QUOTE) {
      if (code === BACKSLASH) return this.#escapedString(end);
      if (!(code >= FIRST_PRINTABLE)) throw this.refusal(badCharacter(code), end);
      code = text.charCodeAt(++end);
    }
    if (end - start > this.#maxTokenLength) throw this.refusal('a text is too long');
    this.offset = end + 1;
    return text.slice(start, end);
  }

  /** A key token; most keys were seen before. */
  key(): string {
    const key = knownKey(this.#text, this.offset + 1);
    if (key === undefined) return this.string();
    this.offset += key.length + 2;
    return key;
  }

  /** Escapes are rare: find the closing quote, then let the platform decode this one token. */
  #escapedString(firstEscape: number): string {
    const start = this.offset;
    const end = this.#closingQuote(firstEscape);
    if (end - start > this.#maxTokenLength) throw this.refusal('a text is too long');
    const decoded = decodeToken(this.#text.slice(start, end + 1));
    if (decoded === undefined) throw this.refusal('a text holds an invalid escape or a control character');
    if (!decoded.isWellFormed()) throw this.refusal('a text holds half of a surrogate pair');
    this.offset = end + 1;
    return withoutNoncharacters(decoded);
  }

  #closingQuote(from: number): number {
    const text = this.#text;
    let end = from;
    for (let code = text.charCodeAt(end); code !== QUOTE; code = text.charCodeAt(end)) {
      if (end >= text.length) throw this.refusal('a text does not end');
      end += code === BACKSLASH ? 2 : 1;
    }
    return end;
  }

  /** A number token as plain decimal text. */
  number(): string {
    numberToken.lastIndex = this.offset;
    if (!numberToken.test(this.#text)) throw this.refusal('a value is expected');
    const start = this.offset;
    const end = numberToken.lastIndex;
    if (end - start > this.#maxTokenLength) throw this.refusal('a number is too long');
    const token = this.#text.slice(start, end);
    this.offset = end;
    return isPlain(token) ? token : plainDecimal(token, start);
  }

  /** `true`, `false` or `null`. */
  literal<T extends boolean | null>(word: string, value: T): T {
    if (!this.#text.startsWith(word, this.offset)) throw this.refusal('a value is expected');
    this.offset += word.length;
    return value;
  }

  refusal(reason: string, offset: number = this.offset): JsonRefusal {
    return new JsonRefusal(offset >= this.#text.length ? 'the body ends too early' : reason, offset);
  }
}

/** Nearly every number: short, not negative, without an exponent. It is its own plain decimal text. */
function isPlain(token: string): boolean {
  return token.length < 16 && plainToken.test(token);
}

function badCharacter(code: number): string {
  return `a text holds the control character ${code}`;
}

function decodeToken(token: string): string | undefined {
  try {
    return JSON.parse(token) as string; // one complete string token: nothing but a string can come out
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
