import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as z from 'zod';

/**
 * The services behind both functions as stand-ins that take everything and do nothing, in a process of their own: what the functions
 * themselves cost is then all that is measured. What was queued is handed over on `take`.
 */
const settings = z.object({ connection: z.record(z.string(), z.unknown()), secret: z.string() });
const { connection, secret } = settings.parse(JSON.parse(process.argv[2] ?? '{}'));
const requestSchema = z.object({
  MessageBody: z.string().optional(),
  Key: z.object({ pk: z.object({ S: z.string() }) }).optional(),
  Statements: z.array(z.unknown()).optional(),
  Entries: z.array(z.unknown()).optional(),
});
type Request = z.infer<typeof requestSchema>;

let queued: string[] = [];
let requests: Record<string, number> = {};

const answers: Readonly<Record<string, (request: Request) => object>> = {
  SendMessage: ({ MessageBody = '' }) => {
    queued.push(MessageBody);
    return { MessageId: 'bench', MD5OfMessageBody: createHash('md5').update(MessageBody).digest('hex') };
  },
  GetItem: ({ Key }) => (Key?.pk.S.startsWith('connection#') ? { Item: connection } : {}),
  PutItem: () => ({}),
  BatchWriteItem: () => ({ UnprocessedItems: {} }),
  BatchExecuteStatement: ({ Statements = [] }) => ({ Responses: Statements.map(() => ({})) }),
  PutEvents: ({ Entries = [] }) => ({
    FailedEntryCount: 0,
    Entries: Entries.map((_, n) => ({ EventId: String(n) })),
  }),
  GetSecretValue: () => ({ SecretString: secret }),
};

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
}

const server = createServer((request, response) => {
  void textOf(request).then((text) => {
    const target = request.headers['x-amz-target'];
    const action = typeof target === 'string' ? target.replace(/^.*\./, '') : `Object${request.method ?? ''}`;
    requests[action] = (requests[action] ?? 0) + 1;
    const answer = answers[action]?.(requestSchema.parse(JSON.parse(text)));
    response.setHeader('content-type', 'application/x-amz-json-1.0').setHeader('x-amzn-requestid', 'bench');
    if (answer) return response.end(JSON.stringify(answer));
    response.statusCode = action === 'ObjectPUT' ? 200 : 400;
    return response.setHeader('etag', '"bench"').end();
  });
});

process.on('message', () => {
  process.send?.({ queued, requests });
  queued = [];
  requests = {};
});
process.on('disconnect', () => process.exit(0));
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }));
