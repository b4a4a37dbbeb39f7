import { startAwsJsonServer } from '../aws-json/server.ts';
import { systemClock, type Clock } from '../clock.ts';
import { listRules } from './actions/list-rules.ts';
import { putEvents } from './actions/put-events.ts';
import { testEventPattern } from './actions/test-event-pattern.ts';
import type { Deliver, PumpPorts } from './delivery-pump.ts';
import { EventBuses } from './event-bus.ts';

export type { Deliver, EventDelivery } from './delivery-pump.ts';
export { compilePattern } from './pattern/compile-pattern.ts';

export interface EventBridgeOptions {
  /** Where undelivered events live; without it they are in memory. */
  readonly folder?: string | undefined;
  readonly clock?: Clock | undefined;
  readonly deliver: Deliver;
  /** Told about an event that is given up and has no dead-letter queue; AWS would only count it. */
  readonly onLost?: PumpPorts['onLost'] | undefined;
}

export interface RunningEventBridge {
  readonly endpoint: string;
  addBus(name: string): void;
  /** Takes resolved properties of AWS::Events::Rule. */
  putRule(properties: unknown): { readonly name: string; readonly arn: string };
  /** Begins to deliver, also what an earlier run left behind: call it when all targets exist. */
  startDelivering(): Promise<void>;
  /** Deliveries stored and not yet taken by their targets. */
  pending(): number;
  close(): Promise<void>;
}

const LARGEST_REQUEST = 8 * 1024 * 1024;

export async function startEventBridge(options: EventBridgeOptions): Promise<RunningEventBridge> {
  const { folder, clock = systemClock, deliver, onLost = failLoudly } = options;
  const buses = new EventBuses({ folder, clock, deliver, onLost });
  const server = await startAwsJsonServer({
    target: 'AWSEvents',
    version: '1.1',
    largestBody: LARGEST_REQUEST,
    invalidInputCode: 'ValidationException',
    actions: {
      ListRules: (input) => listRules(buses, input),
      PutEvents: (input) => putEvents(buses, input),
      TestEventPattern: testEventPattern,
    },
  });
  return {
    endpoint: server.endpoint,
    addBus: (name) => buses.addBus(name),
    putRule: (properties) => buses.putRule(properties),
    startDelivering: () => buses.start(),
    pending: () => buses.pending(),
    close: async () => {
      await server.close();
      await buses.close();
    },
  };
}

const failLoudly: PumpPorts['onLost'] = ({ ruleName, targetArn }, reason) => {
  process.emitWarning(
    `An event of rule ${ruleName} did not reach ${targetArn} and is lost: ${String(reason)}`,
  );
};
