import { createHash } from 'node:crypto';
import type { ErpAccess } from './erp-access.ts';
import { processState } from './process-state.ts';

/** An OAuth token, or a session of our own making. */
export type PassKind = 'token' | 'session';

/** What proves us until it ends. */
export interface Pass {
  readonly token?: string | undefined;
  /** As the `cookie` header. */
  readonly cookies?: string | undefined;
  /** Epoch milliseconds from which on it is not used. */
  readonly endsAt: number;
}

export interface KeptPass {
  readonly credentials: string;
  readonly opened: Promise<Pass>;
  /** Once it is open. */
  pass?: Pass;
}

/** A pass is not used in its last minute, so that it cannot end on the way. */
export const SAFETY_MS = 60_000;

/** The pass that this process keeps for the connection, or a new one when it ended or the credentials changed; opened once, however many ask. */
export async function keptPass(access: ErpAccess, kind: PassKind, open: () => Promise<Pass>): Promise<Pass> {
  const { passes } = processState(access);
  const credentials = fingerprint(access);
  const known = passes.get(kind);
  if (known?.credentials !== credentials) return opened(passes, { kind, credentials, open });
  const pass = await known.opened;
  if (access.http.now() < pass.endsAt) return pass;
  if (passes.get(kind) === known) passes.delete(kind);
  return keptPass(access, kind, open);
}

interface Opening {
  readonly kind: PassKind;
  readonly credentials: string;
  readonly open: () => Promise<Pass>;
}

async function opened(passes: Map<PassKind, KeptPass>, { kind, credentials, open }: Opening): Promise<Pass> {
  const kept: KeptPass = { credentials, opened: open() };
  passes.set(kind, kept);
  try {
    return (kept.pass = await kept.opened);
  } catch (error) {
    if (passes.get(kind) === kept) passes.delete(kind);
    throw error;
  }
}

/** This pass is no longer taken, whatever the clock says. One that was opened meanwhile stays. */
export function forgetPass(access: ErpAccess, kind: PassKind, pass: Pass): void {
  const { passes } = processState(access);
  if (passes.get(kind)?.pass === pass) passes.delete(kind);
}

/** The passes that are open now. */
export const openPasses = (access: ErpAccess): Pass[] =>
  [...processState(access).passes.values()].flatMap(({ pass }) => pass ?? []);

/** Whatever of a connection a pass may depend on. */
function fingerprint({ secrets, connection }: ErpAccess): string {
  const { baseUrl, externalCompany, settings } = connection;
  return createHash('sha256')
    .update(JSON.stringify([secrets, baseUrl, externalCompany, settings]))
    .digest('hex');
}
