import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { writePrivately } from './key-pair.ts';

const clientSchema = z.object({ clientId: z.string(), poolId: z.string(), issuer: z.string() });
/** An application client of a user pool: whom a token is for and who issues it. */
export type Client = z.infer<typeof clientSchema>;

/** The clients of the last boot, so that a token can be minted without asking the running cloud. */
export function readClients(folder: string): Client[] {
  const file = fileIn(folder);
  return existsSync(file) ? z.array(clientSchema).parse(JSON.parse(readFileSync(file, 'utf8'))) : [];
}

export function writeClients(folder: string, clients: readonly Client[]): void {
  writePrivately(fileIn(folder), JSON.stringify(clients));
}

const fileIn = (folder: string): string => join(folder, 'identity', 'clients.json');
