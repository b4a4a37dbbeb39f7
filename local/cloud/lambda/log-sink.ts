import { createWriteStream, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';

/** Where a function's output goes. */
export interface LogSink {
  write(text: string): void;
  /** The last output, at most about 64 KB, for diagnosis and `LogType: Tail`. */
  tail(): string;
  close(): Promise<void>;
}

const TAIL_CHARACTERS = 65_536;

/** Appends to `<folder>/<name>.log`, or only remembers the end when there is no folder. */
export function openLog(name: string, folder: string | undefined): LogSink {
  if (folder !== undefined) mkdirSync(folder, { recursive: true });
  const file =
    folder === undefined ? undefined : createWriteStream(join(folder, `${name}.log`), { flags: 'a' });
  let tail = '';
  return {
    write: (text) => {
      tail = (tail + text).slice(-TAIL_CHARACTERS);
      file?.write(text);
    },
    tail: () => tail,
    close: async () => {
      if (file) await finished(file.end());
    },
  };
}
