import { join } from 'node:path';

/** Connectors ship with the function. */
export const connectorsFolder = (): string =>
  join(process.env.LAMBDA_TASK_ROOT ?? process.cwd(), 'connectors');
