import { beforeEach, describe, expect, it } from 'vitest';
import { ErpRejectedError, ErpUnavailableError } from '../../../../../domain/errors.ts';
import type { FoundDocument, WriteAnswer } from '../../../../../functions/shared/erp/outbound/erp-writer.ts';
import type { Effect, HandOver } from '../../../../../functions/shared/hand-over/ports.ts';
import { transfer } from '../../../../../functions/shared/hand-over/transfer.ts';
import { sha256 } from '../../../../../functions/shared/store/ledger/sha256.ts';
import { MemoryLedger } from '../../../../support/hand-over/memory-ledger.ts';

const KEY = 'order/ord_0001';
const START = Date.UTC(2026, 0, 31, 9);
const iso = (seconds: number) => new Date(START + seconds * 1_000).toISOString();

interface Document {
  readonly text: string;
}

/** One ERP and one clock; a test says what is answered and when. */
class Scene {
  now = START;
  readonly ledger = new MemoryLedger();
  readonly written: Document[] = [];
  answer: WriteAnswer = { outcome: 'accepted', externalId: 'so-1', number: '1001' };
  found: FoundDocument | Error | undefined;
  differs: string[] = [];
  released = { by: 'anna', at: iso(-1) };
  connectionId = 'bc';
  text = 'as ordered';

  readonly effect: { -readonly [Name in keyof Effect<Document>]: Effect<Document>[Name] } = {
    rules: { quietSeconds: 600, timeoutSeconds: 30, referenceLength: 35 },
    find: () => (this.found instanceof Error ? Promise.reject(this.found) : Promise.resolve(this.found)),
    write: (document) => {
      this.written.push(document);
      return Promise.resolve(this.answer);
    },
    complete: () => Promise.resolve(this.answer),
    differences: () => Promise.resolve(this.differs),
  };

  transfer() {
    const { text, connectionId, released } = this;
    const handOver: HandOver<Document> = {
      ...{ company: 'acme', key: KEY, connectionId, payload: { text }, released, actor: 'run-1' },
      units: [{ unit: 'ord_0001/1', net: '100.00' }],
    };
    return transfer(handOver, this.effect, { ledger: this.ledger, now: () => this.now, sha256 });
  }

  at(seconds: number) {
    this.now = START + seconds * 1_000;
    return this.transfer();
  }

  get story(): string {
    return this.ledger.story(KEY).join(' ');
  }
}

let scene: Scene;
beforeEach(() => void (scene = new Scene()));

const unknown: WriteAnswer = { outcome: 'unknown', reason: 'No answer within 30 s.' };
const existing: FoundDocument = { externalId: 'so-9', number: '1009', complete: true };

it('plans, looks up, sends and writes down the answer; again it only says what stands', async () => {
  const confirmed = { outcome: 'confirmed', connectionId: 'bc', externalId: 'so-1', number: '1001' };
  expect(await scene.transfer()).toEqual(confirmed);
  expect(await scene.at(86_400)).toEqual(confirmed);
  expect(scene.story).toBe('planned sending confirmed');
  expect(scene.written).toHaveLength(1);
});

it('sends nothing where the document exists, and parks it where it differs (§5)', async () => {
  scene.found = existing;
  expect(await scene.transfer()).toMatchObject({ outcome: 'confirmed', externalId: 'so-9' });
  scene = new Scene();
  scene.found = existing;
  scene.differs = ['Net is 90.00 in the ERP and 100.00 here.'];
  expect(await scene.transfer()).toMatchObject({
    outcome: 'parked',
    code: 'exists-differently',
    reason: expect.stringContaining('1009'),
  });
  expect(scene.written).toEqual([]);
});

it('leaves what only looks alike to a person before anything was sent, and takes it for ours in doubt (D-3)', async () => {
  scene.found = { ...existing, isLikely: true };
  expect(await scene.transfer()).toMatchObject({ outcome: 'parked', code: 'looks-alike' });
  scene = new Scene();
  scene.answer = unknown;
  await scene.transfer();
  scene.found = { ...existing, isLikely: true };
  expect(await scene.at(10)).toMatchObject({ outcome: 'confirmed', externalId: 'so-9' });
});

describe('a write without a certain answer', () => {
  beforeEach(async () => {
    scene.answer = unknown;
    expect(await scene.transfer()).toEqual({ outcome: 'wait', until: iso(5) });
  });

  it('is looked up soon, then ever more rarely, and never after the end of the quiet time', async () => {
    expect(await scene.at(5)).toEqual({ outcome: 'wait', until: iso(10) });
    expect(await scene.at(10)).toEqual({ outcome: 'wait', until: iso(20) });
    expect(await scene.at(400)).toEqual({ outcome: 'wait', until: iso(30 + 30 + 5 + 600) });
    expect(scene.written).toHaveLength(1);
  });

  it('is confirmed as soon as it is found', async () => {
    scene.found = existing;
    expect(await scene.at(5)).toMatchObject({ outcome: 'confirmed', externalId: 'so-9' });
    expect(scene.story).toBe('planned sending unknown confirmed');
  });

  it('is sent again only after the quiet time and a look-up without a find (H5)', async () => {
    expect((await scene.at(664)).outcome).toBe('wait');
    expect(scene.written).toHaveLength(1);
    scene.answer = { outcome: 'accepted', externalId: 'so-2' };
    expect(await scene.at(665)).toMatchObject({ outcome: 'confirmed', externalId: 'so-2' });
    expect(scene.story).toBe('planned sending unknown absent sending confirmed');
  });

  it('keeps its payload until the doubt is over, whatever the order says by now (H4)', async () => {
    scene.text = 'mended';
    await scene.at(20);
    expect(scene.story).toBe('planned sending unknown');
    scene.answer = { outcome: 'accepted', externalId: 'so-2' };
    await scene.at(700);
    expect(scene.story).toBe('planned sending unknown absent planned sending confirmed');
    expect(scene.written.map(({ text }) => text)).toEqual(['as ordered', 'mended']);
  });

  it('is not given to another connection', async () => {
    scene.connectionId = 'other';
    expect(await scene.at(700)).toMatchObject({ outcome: 'parked', code: 'connection-changed' });
  });

  it('stays in doubt through parking and release', async () => {
    scene.found = new ErpRejectedError('The credentials are refused.');
    expect(await scene.at(20)).toMatchObject({ outcome: 'parked', code: 'erp-refuses' });
    scene.found = undefined;
    scene.released = { by: 'anna', at: iso(60) };
    expect((await scene.at(61)).outcome).toBe('wait');
    expect(scene.story).toBe('planned sending unknown parked released');
    expect(scene.written).toHaveLength(1);
  });
});

describe('a refusal', () => {
  beforeEach(async () => {
    scene.answer = { outcome: 'rejected', reason: 'The customer is blocked.' };
    expect(await scene.transfer()).toMatchObject({ outcome: 'rejected', reason: 'The customer is blocked.' });
    scene.answer = { outcome: 'accepted', externalId: 'so-1' };
  });

  it('stands, however often it is tried, until a person releases it afterwards', async () => {
    expect((await scene.at(3_600)).outcome).toBe('rejected');
    scene.released = { by: 'anna', at: iso(3_601) };
    expect((await scene.at(3_602)).outcome).toBe('confirmed');
    expect(scene.story).toBe('planned sending rejected released sending confirmed');
  });

  it('lets a mended order go as a new revision', async () => {
    scene.text = 'mended';
    scene.released = { by: 'anna', at: iso(60) };
    await scene.at(61);
    expect(scene.story).toBe('planned sending rejected released planned sending confirmed');
  });
});

it('completes what it began itself, and compares it before it counts', async () => {
  scene.answer = { outcome: 'unknown', reason: 'Created, not submitted.' };
  await scene.transfer();
  scene.found = { ...existing, complete: false };
  expect((await scene.at(10)).outcome).toBe('wait');
  scene.answer = { outcome: 'accepted', externalId: 'so-9' };
  scene.effect.complete = () => {
    scene.found = existing;
    return Promise.resolve(scene.answer);
  };
  expect(await scene.at(700)).toMatchObject({ outcome: 'confirmed', externalId: 'so-9' });
  expect(scene.story).toBe('planned sending unknown sending unknown confirmed');
});

it('waits as long as the ERP wishes where it was not sent, and tells a person after a day', async () => {
  scene.answer = { outcome: 'not-sent', reason: 'The ERP is busy.', retryAfterSeconds: 20 };
  expect(await scene.transfer()).toEqual({ outcome: 'wait', until: iso(20) });
  expect(await scene.at(86_500)).toMatchObject({
    ...{ outcome: 'parked', code: 'erp-unavailable' },
    reason:
      'For a day it could not be handed over. The ERP is busy. Release it when the ERP takes requests again.',
  });
});

it('that lay there for days because nobody worked is tried before anybody gives up', async () => {
  scene.answer = { outcome: 'not-sent', reason: 'The ERP is busy.', retryAfterSeconds: 20 };
  await scene.transfer();
  scene.answer = { outcome: 'accepted', externalId: 'so-1' };
  expect(await scene.at(3 * 86_400)).toMatchObject({ outcome: 'confirmed' });
});

it('asks an ERP that does not answer ever more rarely, and tells a person after a day', async () => {
  scene.found = new ErpUnavailableError('The ERP does not answer.');
  expect(await scene.transfer()).toEqual({ outcome: 'wait', until: iso(5) });
  expect(await scene.at(120)).toEqual({ outcome: 'wait', until: iso(240) });
  expect(await scene.at(7_200)).toEqual({ outcome: 'wait', until: iso(7_200 + 900) });
  expect(await scene.at(86_500)).toMatchObject({ outcome: 'parked', code: 'erp-unavailable' });
});

it('looks soon whether somebody else has sent it, then ever more rarely until the answer is overdue', async () => {
  scene.effect.write = () => Promise.reject(new TypeError('a worker that dies'));
  await expect(scene.transfer()).rejects.toThrow('dies');
  expect(await scene.at(1)).toEqual({ outcome: 'wait', until: iso(6) });
  expect(await scene.at(10)).toEqual({ outcome: 'wait', until: iso(20) });
  expect(await scene.at(40)).toEqual({ outcome: 'wait', until: new Date(START + 65_001).toISOString() });
});

it('fails loudly where the code under it fails, and leaves the doubt in the ledger', async () => {
  scene.effect.write = () => Promise.reject(new TypeError('a bug'));
  await expect(scene.transfer()).rejects.toThrow('a bug');
  expect((await scene.at(10)).outcome).toBe('wait');
  expect((await scene.at(66)).outcome).toBe('wait');
  expect(scene.story).toBe('planned sending unknown');
});
