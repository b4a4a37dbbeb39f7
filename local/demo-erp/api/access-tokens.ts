import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../../cloud/clock.ts';
import type { Settings } from '../store/settings.ts';

/** Bearer tokens that carry their own expiry, signed with a key that outlives a restart. */
export class AccessTokens {
  readonly #settings: Settings;
  readonly #clock: Clock;

  constructor(settings: Settings, clock: Clock) {
    this.#settings = settings;
    this.#clock = clock;
  }

  issue(expirySeconds: number): string {
    const claims = `${this.#clock.now() + expirySeconds * 1000}.${randomBytes(9).toString('base64url')}`;
    return `${claims}.${this.#sign(claims).toString('base64url')}`;
  }

  isValid(token: string): boolean {
    const end = token.lastIndexOf('.');
    const claims = token.slice(0, Math.max(end, 0));
    const given = Buffer.from(token.slice(end + 1), 'base64url');
    const wanted = this.#sign(claims);
    if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return false;
    return Number.parseInt(claims, 10) > this.#clock.now();
  }

  /** All tokens given so far stop working. */
  expireAll(): void {
    this.#settings.set('tokenKey', randomBytes(32).toString('base64'));
  }

  #sign(claims: string): Buffer {
    if (this.#settings.get('tokenKey') === undefined) this.expireAll();
    return createHmac('sha256', this.#settings.get('tokenKey') ?? '')
      .update(claims)
      .digest();
  }
}
