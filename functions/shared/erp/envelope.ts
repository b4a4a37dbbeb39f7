import { setImmediate as othersTurn } from 'node:timers/promises';
import type { Change } from '../../../domain/canonical/change.ts';
import type { FieldProblem } from '../../../domain/errors.ts';
import { equalsAny } from './authenticity/equal.ts';
import type { Connector } from './connectors.ts';
import { believed } from './envelope/believed.ts';
import { changeOf, isOtherCompany, otherCompany, type Checked } from './envelope/change-of.ts';
import type { EntryReading } from './envelope/entry.ts';
import { readByExpression, type EntryToRead } from './envelope/read-by-expression.ts';
import { readPointer } from './envelope/read-pointer.ts';
import { readTopic } from './envelope/read-topic.ts';
import { isJsonList, textAt, valueAt, type JsonValue } from './lossless-json.ts';
import type { Envelope } from './manifest/webhook.ts';
import { secretValues, type Secrets } from './types.ts';

/** More entries than this in one body are not a notification of any known ERP. */
const MAX_ENTRIES = 10_000;
/** After so many the rest of the process has its turn. */
const ENTRIES_PER_TURN = 500;

export interface EnvelopeContext {
  /**
   * How each entry proves itself where the connector's authenticity stands in the entries: by its secret; or, once a delivery was taken
   * over, by the door's verdict, which no later rotation of secrets changes. `unchecked` is for trying out only.
   */
  readonly secrets: Secrets | RefusedEntries | 'unchecked';
  /** The connection's company in the ERP; entries of another one are ignored. */
  readonly externalCompany?: string | undefined;
  readonly settings?: Readonly<Record<string, string>> | undefined;
  /** Of the request, by names in lower case; of a delivery that was taken over, those that were kept. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** The positions of the entries that the door refused. */
export type RefusedEntries = ReadonlySet<number>;

/** `index` is the entry's position in the body; -1 where the body as a whole cannot be read. */
export interface Announced {
  /** False when authenticity stands in the entries and none is authentic: such a delivery must change nothing (W5). */
  readonly authentic: boolean;
  readonly changes: readonly Change[];
  readonly ignored: readonly { readonly index: number; readonly reason: string }[];
  /** Entries whose secret is wrong. The others count. */
  readonly refused: readonly { readonly index: number; readonly reason: 'secret' }[];
  /** Authentic entries that announce nothing readable: to be parked with these problems. */
  readonly unreadable: readonly ({ readonly index: number } & FieldProblem)[];
  /** What is no change of a record and yet for people to know, as sentences: to be parked. */
  readonly forPeople: readonly { readonly index: number; readonly reason: string }[];
  /** A signed probe (handshake): to be answered, not to be stored. */
  readonly probe: boolean;
}

/** What one of an entry's changes came to. */
interface Outcome {
  readonly index: number;
  readonly found:
    | Checked
    | { readonly kind: 'refused' }
    | { readonly kind: 'for-people'; readonly reason: string };
}

/** Which changes a parsed body announces, entry by entry: a bad entry never costs the others. Never throws on input. */
export async function readChanges(
  connector: Connector,
  json: JsonValue,
  context: EnvelopeContext,
): Promise<Announced> {
  const envelope = connector.manifest.webhook?.envelope;
  if (envelope === undefined) throw new Error(`The connector ${connector.name} takes no webhooks.`);
  const entries = entriesOf(envelope, json);
  if (entries === undefined)
    return wholeBody(connector, envelope.entries, 'a list of at most 10,000 entries is expected');
  const isAuthentic = entryCheck(connector, context.secrets);
  const { headers = {} } = context;
  const toRead = (entry: JsonValue, index: number): EntryToRead => ({
    entry: { entry, index, body: json, headers },
    connection: context,
  });
  const outcomes: Outcome[] = [];
  for (const [index, entry] of entries.entries()) {
    if (index % ENTRIES_PER_TURN === ENTRIES_PER_TURN - 1) await othersTurn();
    if (!isAuthentic(entry, index)) outcomes.push({ index, found: { kind: 'refused' } });
    else
      for (const reading of await readEntry(connector, envelope, toRead(entry, index)))
        outcomes.push({ index, found: checked(connector, reading, context) });
  }
  return announced(connector, outcomes);
}

/** The positions of entries whose own secret is wrong, told without reading what they announce; `authentic` is as `readChanges` says. */
export function judgeEntries(
  connector: Connector,
  json: JsonValue,
  secrets: Secrets,
): Pick<Announced, 'authentic' | 'refused'> {
  const envelope = connector.manifest.webhook?.envelope;
  const entries = (envelope && entriesOf(envelope, json)) ?? [];
  const isAuthentic = entryCheck(connector, secrets);
  const refused = entries.flatMap((entry, index) =>
    isAuthentic(entry, index) ? [] : [{ index, reason: 'secret' as const }],
  );
  return { authentic: refused.length < entries.length || !provesByEntry(connector), refused };
}

function entriesOf(envelope: Envelope, json: JsonValue): readonly JsonValue[] | undefined {
  if (envelope.entries === '')
    return isJsonList(json) ? (json.length > MAX_ENTRIES ? undefined : json) : [json];
  const entries = valueAt(json, envelope.entries);
  return isJsonList(entries) && entries.length <= MAX_ENTRIES ? entries : undefined;
}

/** The check of one entry's own secret; always true where the request as a whole was checked. */
function entryCheck(
  connector: Connector,
  secrets: EnvelopeContext['secrets'],
): (entry: JsonValue, index: number) => boolean {
  if (isVerdict(secrets)) return (_, index) => !secrets.has(index);
  const rule = connector.manifest.webhook?.authenticity;
  if (secrets === 'unchecked' || rule?.kind !== 'shared-value' || rule.at !== 'entry') return () => true;
  const expected = secretValues(secrets, rule.secret);
  return (entry) => {
    const sent = textAt(entry, rule.field);
    return sent !== undefined && equalsAny(sent, expected);
  };
}

const isVerdict = (secrets: EnvelopeContext['secrets']): secrets is RefusedEntries => secrets instanceof Set;

async function readEntry(
  connector: Connector,
  envelope: Envelope,
  one: EntryToRead,
): Promise<readonly EntryReading[]> {
  switch (envelope.kind) {
    case 'topics':
      return [readTopic(envelope, one.entry)];
    case 'pointers':
      return [readPointer(envelope, one.entry)];
    case 'expression':
      return readByExpression(connector, envelope, one);
  }
}

function checked(connector: Connector, said: EntryReading, context: EnvelopeContext): Outcome['found'] {
  const reading = said.kind === 'announced' ? believed(connector, said.announcement) : said;
  if (reading.kind === 'announced') return changeOf(connector, reading.announcement, context);
  if (reading.kind === 'for-people' && isOtherCompany(reading.company, context.externalCompany))
    return otherCompany;
  return reading;
}

function announced(connector: Connector, outcomes: readonly Outcome[]): Announced {
  const proven = outcomes.some(({ found }) => found.kind !== 'refused');
  return {
    authentic: proven || !provesByEntry(connector),
    changes: outcomes.flatMap(({ found }) => (found.kind === 'change' ? [found.change] : [])),
    ignored: outcomes.flatMap(({ found, index }) =>
      found.kind === 'ignored' ? [{ index, reason: found.reason }] : [],
    ),
    refused: outcomes.flatMap(({ found, index }) =>
      found.kind === 'refused' ? [{ index, reason: 'secret' }] : [],
    ),
    unreadable: outcomes.flatMap(({ found, index }) =>
      found.kind === 'unreadable' ? [{ index, ...found.problem }] : [],
    ),
    forPeople: outcomes.flatMap(({ found, index }) =>
      found.kind === 'for-people' ? [{ index, reason: found.reason }] : [],
    ),
    probe: outcomes.length === 0 && connector.manifest.webhook?.handshake?.kind === 'signed-probe',
  };
}

function wholeBody(connector: Connector, field: string, reason: string): Announced {
  return { ...announced(connector, []), unreadable: [{ index: -1, field, reason }] };
}

function provesByEntry(connector: Connector): boolean {
  const rule = connector.manifest.webhook?.authenticity;
  return rule?.kind === 'shared-value' && rule.at === 'entry';
}
