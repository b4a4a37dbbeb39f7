import type { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';
import type { Frame } from '../engine/frame.ts';
import type { HistoryEvent } from '../engine/history.ts';

export interface EventPage {
  readonly executionArn: string;
  /** Events after (or, in reverse, before) this id. */
  readonly from: number;
  readonly limit: number;
  readonly reverse: boolean;
}

/** Where executions stand, and how they came there. */
export interface PositionTable {
  saveFrame(executionArn: string, frame: Frame): void;
  /** Forgets the frames below a path; below '' are all but the root. */
  dropBelow(executionArn: string, path: string): void;
  dropFrames(executionArn: string): void;
  frames(executionArn: string): Frame[];
  addEvent(executionArn: string, event: HistoryEvent): void;
  events(page: EventPage): HistoryEvent[];
  eventCount(executionArn: string): number;
}

const frameRow = z.object({ frame: z.string() });
const eventRow = z.object({ event: z.string() });

export function positionTable(database: DatabaseSync): PositionTable {
  const save = database.prepare('INSERT OR REPLACE INTO frame VALUES (?, ?, ?)');
  // '0' is the character after '/', so the range holds all paths that start with `path/`.
  const drop = database.prepare(
    `DELETE FROM frame WHERE execution_arn = ? AND path > ? || '/' AND path < ? || '0'`,
  );
  const dropAll = database.prepare('DELETE FROM frame WHERE execution_arn = ?');
  const frames = database.prepare('SELECT frame FROM frame WHERE execution_arn = ?');
  return {
    saveFrame: (arn, frame) => void save.run(arn, frame.path, JSON.stringify(frame)),
    dropBelow: (arn, path) => void drop.run(arn, path, path),
    dropFrames: (arn) => void dropAll.run(arn),
    frames: (arn) =>
      frameRow
        .array()
        .parse(frames.all(arn))
        .map(({ frame }) => JSON.parse(frame) as Frame),
    ...eventQueries(database),
  };
}

function eventQueries(database: DatabaseSync): Pick<PositionTable, 'addEvent' | 'events' | 'eventCount'> {
  const add = database.prepare('INSERT INTO event VALUES (?, ?, ?)');
  const forth = database.prepare(
    'SELECT event FROM event WHERE execution_arn = ? AND id > ? ORDER BY id LIMIT ?',
  );
  const back = database.prepare(
    'SELECT event FROM event WHERE execution_arn = ? AND id < ? ORDER BY id DESC LIMIT ?',
  );
  const count = database.prepare('SELECT coalesce(max(id), 0) AS count FROM event WHERE execution_arn = ?');
  return {
    addEvent: (arn, event) => void add.run(arn, event.id, JSON.stringify(event)),
    events: ({ executionArn, from, limit, reverse }) => {
      const rows = eventRow.array().parse((reverse ? back : forth).all(executionArn, from, limit));
      return rows.map(({ event }) => JSON.parse(event) as HistoryEvent);
    },
    eventCount: (arn) => z.object({ count: z.number() }).parse(count.get(arn)).count,
  };
}
