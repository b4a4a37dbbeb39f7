import type { RawRequest } from '../../../functions/shared/erp/types.ts';
import { debtorUpdate } from '../webhooks/bodies.ts';
import { signedRequest, signingKeys, type Sent } from '../webhooks/signed-request.ts';
import { FootprintTaker, type Left } from './footprint.ts';
import { RunningApp } from './running-app.ts';
import type { RawAnswer } from './send-raw.ts';

export interface Posted {
  readonly answer: RawAnswer;
  readonly left: Left;
}

/** The running application with one connection, `standard`, whose signing key is being replaced. */
export class SignedSource {
  readonly app: RunningApp;
  readonly footprint: FootprintTaker;

  private constructor(app: RunningApp) {
    this.app = app;
    this.footprint = new FootprintTaker(app);
  }

  static async start(): Promise<SignedSource> {
    const app = await RunningApp.start();
    await app.connect({
      ...{ connectionId: 'standard', connector: 'standard', name: 'Signed webhooks' },
      credentials: { signingSecrets: [signingKeys.current, signingKeys.previous] },
    });
    return new SignedSource(app);
  }

  /** A debtor's change signed now, with what a case changes. */
  signed(sent: Partial<Sent> = {}): RawRequest {
    return signedRequest({ body: debtorUpdate(), nowMs: this.app.clock.now(), ...sent });
  }

  posts(sent: Partial<Sent> = {}): Promise<Posted> {
    return this.sends(this.signed(sent));
  }

  sends(request: RawRequest): Promise<Posted> {
    return this.footprint.leftBy(() => this.app.post(request));
  }

  async stop(): Promise<void> {
    this.footprint.close();
    await this.app.stop();
  }
}

/** The same change of another debtor. */
export const about = (id: string, body = debtorUpdate()): string => body.replace('"d-1"', `"${id}"`);
