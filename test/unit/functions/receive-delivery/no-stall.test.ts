import { describe, expect, it } from 'vitest';
import { debtorUpdate, debtorUpdateOf, MOST_BYTES, nested } from '../../../support/webhooks/bodies.ts';
import { aConnection, aDoor, DOOR_NOW } from '../../../support/webhooks/door.ts';
import { signedRequest, signingKeys } from '../../../support/webhooks/signed-request.ts';
import { longestTurn } from '../../../support/longest-turn.ts';

const door = aDoor({ connections: [aConnection()], secrets: { signingSecrets: signingKeys.current } });

const listOf = (entry: string, bytes = MOST_BYTES): string =>
  `[${`${entry},`.repeat(Math.floor(bytes / (Buffer.byteLength(entry) + 1)) - 2)}0]`;

const wideObject = (seed: number): string =>
  `{${Array.from({ length: 9_999 }, (_, index) => `"${index * 97 + seed}":0`).join()}}`;

const invoice = `{"type":"invoice.posted","data":{"id":"i-1","lines":${listOf(
  '{"position":"1","kind":"product","description":"Schreibtisch, höhenverstellbar","quantity":2,"net":246.90}',
  4_000_000,
)}}}`;

/** Each is authentic: what is not is refused before it is read. */
describe('no body holds up the process for more than 50 ms', () => {
  it.each<[string, string]>([
    ['a document of 4 MB', invoice],
    ['one text after the other as large as it may be', debtorUpdateOf(MOST_BYTES)],
    ['empty lists', listOf('[]')],
    ['empty objects', listOf('{}')],
    ['small objects', listOf('{"":0}')],
    ['lists in lists as deep as they may be', listOf(nested(62))],
    ['a million lists in lists', nested(1_000_000)],
    ['digits', listOf('0')],
    ['negative numbers', listOf('-1')],
    ['numbers with exponents', listOf('1.5e30')],
    ['one number', '9'.repeat(MOST_BYTES)],
    ['escapes', listOf('"\\n"')],
    ['characters of four bytes', listOf('"😀"')],
    ['white space', ' '.repeat(MOST_BYTES)],
    ['quotes', '"'.repeat(MOST_BYTES)],
    [
      'objects of ten thousand keys each',
      `[${Array.from({ length: 33 }, (_, seed) => wideObject(seed)).join()}]`,
    ],
    ['ten thousand changes', `[${Array.from({ length: 10_000 }, () => debtorUpdate()).join()}]`],
    ['ten thousand entries of no use', `[${Array.from({ length: 10_000 }, () => '{"type":"x"}').join()}]`],
  ])('%s', async (_, body) => {
    expect(Buffer.byteLength(body)).toBeLessThanOrEqual(MOST_BYTES);
    const request = signedRequest({ body, nowMs: DOOR_NOW });

    expect(await longestTurn(() => door.receive('standard', request))).toBeLessThan(50);
    expect(door.refusals).not.toContain('unauthenticated');
    expect(door.failures).toEqual([]);
    door.forget();
  });
});
