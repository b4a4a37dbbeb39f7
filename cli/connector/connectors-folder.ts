import { fileURLToPath } from 'node:url';

/** The connectors of this checkout, wherever the command is called from. */
export const connectorsFolder = (): string => fileURLToPath(new URL('../../connectors', import.meta.url));
