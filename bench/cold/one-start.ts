import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * A process of its own for one start: loads the bundle as the runtime does, then calls it once. Prints both times in milliseconds.
 * Arguments: the folder of the code, the event as JSON.
 */
const [folder = '', text = ''] = process.argv.slice(2);
const event: unknown = JSON.parse(text);
const context = { awsRequestId: 'cold', functionName: 'cold', getRemainingTimeInMillis: () => 30_000 };

const begin = performance.now();
const { handler } = (await import(pathToFileURL(join(folder, 'index.mjs')).href)) as {
  readonly handler: (event: unknown, context: object) => Promise<unknown>;
};
const loaded = performance.now();
const answer = await handler(event, context);
const answered = performance.now();

console.log(JSON.stringify({ initMs: loaded - begin, firstCallMs: answered - loaded, answer }));
process.exit(0);
