import { Listr, ListrLogger, ProcessOutput, SilentRenderer, DefaultRenderer, type ListrTask } from 'listr2';

/**
 * Shows on a terminal how long work gets on; `say` replaces the line below the title. All of it goes to stderr, so
 * that stdout stays one document.
 */
export async function withProgress(
  title: string,
  work: (say: (line: string) => void) => Promise<void>,
): Promise<void> {
  const task: ListrTask = { title, task: (_, shown) => work((line) => (shown.output = line)) };
  if (!process.stderr.isTTY) return new Listr([task], { renderer: SilentRenderer }).run() as Promise<void>;
  const logger = new ListrLogger<never>({ processOutput: new ProcessOutput(process.stderr, process.stderr) });
  await new Listr([task], { renderer: DefaultRenderer, rendererOptions: { logger } }).run();
}
