import fc from 'fast-check';

/** Any bytes that somebody may post. */
export type AnyBody = fc.Arbitrary<Uint8Array>;

export const anyText = fc.string({ unit: 'binary', maxLength: 40 });

/** Whatever may stand where a text is expected. */
export const anyValue = fc.oneof(
  anyText,
  fc.jsonValue({ maxDepth: 3, stringUnit: 'binary' }),
  fc.constantFrom('', '__proto__', 'constructor', 'x'.repeat(201), 0, -0, 1e21, null, [], {}),
);

/** Pieces of JSON, and what readers of JSON stumble over. */
const piece = fc.constantFrom(
  ...['{', '}', '[', ']', ',', ':', '"', '\\', '-', '.', 'e5', '0', '17', 'true', 'null', ' ', '\n'],
  ...['"a"', '"a":', '"type":', '"value":', '"data":', '"id":', '"__proto__":', '"constructor":'],
  ...['1e400', '1'.repeat(40), '"\\ud83d"', '"\\u0000"', '\\ude00', '\u0001', '\ufeff', '//', 'NaN', '😀'],
);
const pieces = fc.array(piece, { maxLength: 25 }).map((parts) => Buffer.from(parts.join('')));
const anyBytes = fc.uint8Array({ maxLength: 200 });

/** Bytes that have nothing to do with what a source sends. */
export const foreignBody: AnyBody = fc.oneof(
  pieces,
  anyBytes,
  fc.json({ stringUnit: 'binary' }).map((text) => Buffer.from(text)),
);

interface Edit {
  readonly at: number;
  readonly cut: number;
  readonly put: Uint8Array;
}

const anyEdit: fc.Arbitrary<Edit> = fc.record({
  at: fc.nat(2_000),
  cut: fc.oneof(fc.constant(0), fc.nat(12), fc.nat(2_000)),
  put: fc.oneof(
    fc.constant(new Uint8Array()),
    piece.map((text) => Buffer.from(text)),
    fc.uint8Array({ maxLength: 4 }),
  ),
});

/** The same bytes with a few pieces cut out, put in or replaced: still most of a real one. */
export const damaged = (body: AnyBody): AnyBody =>
  fc
    .tuple(body, fc.array(anyEdit, { minLength: 1, maxLength: 3 }))
    .map(([bytes, edits]) => edits.reduce(edited, bytes));

function edited(bytes: Uint8Array, { at, cut, put }: Edit): Uint8Array {
  const from = at % (bytes.length + 1);
  return Buffer.concat([bytes.subarray(0, from), put, bytes.subarray(from + cut)]);
}

export const asJson = (value: fc.Arbitrary<unknown>): AnyBody =>
  value.map((each) => Buffer.from(JSON.stringify(each)));

const knownTopic = fc.constantFrom('debtor.created', 'debtor.deleted', 'product.updated', 'invoice.posted');

/** One change as a Standard Webhooks source writes it, each of its members perhaps missing or of any kind. */
const standardChange = fc.record(
  {
    type: fc.oneof({ weight: 6, arbitrary: knownTopic }, fc.constant('ping'), anyValue),
    timestamp: fc.oneof({ weight: 3, arbitrary: fc.constant('2026-02-01T07:59:00Z') }, anyValue),
    data: fc.oneof(
      { weight: 4, arbitrary: fc.record({ id: fc.constantFrom('d-1', 'p-1'), name: anyValue }) },
      fc.record({ id: anyValue, externalId: anyValue, version: anyValue }, { requiredKeys: [] }),
      anyValue,
    ),
  },
  { requiredKeys: ['type'] },
);

const standardJson = asJson(fc.oneof(standardChange, fc.array(standardChange, { maxLength: 4 })));

/** From the real to the senseless. */
export const standardBody: AnyBody = fc.oneof(
  { weight: 4, arbitrary: standardJson },
  { weight: 4, arbitrary: damaged(standardJson) },
  { weight: 3, arbitrary: foreignBody },
);

/** What the platform's own parser makes of it; a byte order mark is none of its business. */
export function isJson(bytes: Uint8Array): boolean {
  try {
    JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    return true;
  } catch {
    return false;
  }
}
