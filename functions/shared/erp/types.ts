/** A request as it came in: header names in lower case, query decoded, body as raw bytes (gateway base64 undone). */
export interface RawRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** What the runtime needs to know of a configured connection. */
export interface ErpConnection {
  readonly connectionId: string;
  readonly company: string;
  readonly connector: string;
  /** Absent where only the ERP calls us. */
  readonly baseUrl?: string | undefined;
  /** The company's id inside the ERP, where one ERP holds several. */
  readonly externalCompany?: string | undefined;
  readonly settings: Readonly<Record<string, string>>;
  readonly secretName: string;
}

/** The members of a connection's secret; a list where several are valid during a rotation. */
export type Secrets = Readonly<Record<string, string | readonly string[]>>;

/** All values of one member, none when it is missing. An empty one counts as missing: it must never let anybody in. */
export function secretValues(secrets: Secrets, member: string): readonly string[] {
  const value = Object.hasOwn(secrets, member) ? secrets[member] : undefined;
  const values = typeof value === 'string' ? [value] : (value ?? []);
  return values.filter((each) => each !== '');
}

/** The value to send: the first of a list is the current one. */
export function currentSecret(secrets: Secrets, member: string): string | undefined {
  return secretValues(secrets, member)[0];
}
