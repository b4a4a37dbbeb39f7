import { authorisation } from './authorisation.ts';
import type { ErpAccess } from './erp-access.ts';
import { forgetPass, type Pass, type PassKind } from './kept-pass.ts';
import { inSession } from './session.ts';

/** What proves who we are for one request. */
export interface Proof {
  readonly headers: Readonly<Record<string, string>>;
  /** What {session} stands for. */
  readonly session?: string | undefined;
  /** What of it may end. */
  readonly passes: readonly { readonly kind: PassKind; readonly pass: Pass }[];
}

/** The proof for a request of a method. Throws where there is no token or session: then nothing was sent. */
export async function proofFor(access: ErpAccess, method: string): Promise<Proof> {
  return inSession(access, await authorisation(access), method);
}

/** The next proof is made anew. */
export function forgetProof(access: ErpAccess, { passes }: Proof): void {
  for (const { kind, pass } of passes) forgetPass(access, kind, pass);
}
