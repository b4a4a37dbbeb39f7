import * as z from 'zod';

/** What the launcher needs of the Admin API; it talks to it over HTTP like anybody else. */
export interface ConnectionAdmin {
  /** The connection and its version, or undefined when there is none. */
  connection(
    connectionId: string,
  ): Promise<{ readonly etag: string; readonly connection: ConnectionState } | undefined>;
  create(connection: NewConnection): Promise<void>;
  change(connectionId: string, etag: string, changes: Partial<ConnectionState>): Promise<void>;
  pull(connectionId: string): Promise<void>;
}

export interface SettingsAdmin {
  hasCompanySettings(): Promise<boolean>;
  putCompanySettings(settings: object): Promise<void>;
  putLetterhead(pdf: Uint8Array): Promise<void>;
}

export type AdminClient = ConnectionAdmin & SettingsAdmin;

const stateSchema = z.object({
  state: z.enum(['active', 'paused']),
  baseUrl: z.string().optional(),
  settings: z.record(z.string(), z.string()).default({}),
});
export type ConnectionState = z.infer<typeof stateSchema>;

export interface NewConnection {
  readonly connectionId: string;
  readonly connector: string;
  readonly name: string;
  readonly baseUrl?: string;
  readonly externalCompany?: string;
  readonly settings?: Readonly<Record<string, string>>;
  readonly credentials: Readonly<Record<string, string | readonly string[]>>;
}

export function adminClient(url: string, token: string): AdminClient {
  const call = async (
    method: string,
    path: string,
    more: { body?: unknown; pdf?: Uint8Array; etag?: string } = {},
  ): Promise<Response> => {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(more.body !== undefined && { 'content-type': 'application/json' }),
        ...(more.pdf !== undefined && { 'content-type': 'application/pdf' }),
        ...(more.etag !== undefined && { 'if-match': more.etag }),
      },
      ...(more.body !== undefined && { body: JSON.stringify(more.body) }),
      ...(more.pdf !== undefined && { body: Buffer.from(more.pdf) }),
    });
    if (response.ok || response.status === 404) return response;
    throw new Error(`${method} ${path} was answered ${response.status}: ${await response.text()}`);
  };

  return {
    connection: async (connectionId) => {
      const response = await call('GET', `/connections/${connectionId}`);
      if (response.status === 404) return undefined;
      return {
        etag: response.headers.get('etag') ?? '',
        connection: stateSchema.parse(await response.json()),
      };
    },
    create: async (connection) => void (await call('POST', '/connections', { body: connection })),
    change: async (connectionId, etag, changes) =>
      void (await call('PATCH', `/connections/${connectionId}`, { etag, body: changes })),
    pull: async (connectionId) => void (await call('POST', `/connections/${connectionId}/pull`)),
    hasCompanySettings: async () => (await call('GET', '/company-settings')).ok,
    putCompanySettings: async (settings) => void (await call('PUT', '/company-settings', { body: settings })),
    putLetterhead: async (pdf) => void (await call('PUT', '/company-settings/letterhead', { pdf })),
  };
}
