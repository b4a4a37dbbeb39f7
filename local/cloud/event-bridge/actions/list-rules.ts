import * as z from 'zod';
import type { EventBuses } from '../event-bus.ts';
import { busNameOf } from '../rule.ts';

const inputSchema = z.object({
  EventBusName: z.string().default('default'),
  NamePrefix: z.string().default(''),
});

export function listRules(buses: EventBuses, input: unknown): { Rules: object[] } {
  const { EventBusName: bus, NamePrefix: prefix } = inputSchema.parse(input);
  const rules = [...buses.rules.values()].filter(
    (rule) => rule.busName === busNameOf(bus) && rule.name.startsWith(prefix),
  );
  const shown = rules.map((rule) => ({
    Name: rule.name,
    Arn: rule.arn,
    EventBusName: rule.busName,
    EventPattern: JSON.stringify(rule.pattern),
    State: rule.enabled ? 'ENABLED' : 'DISABLED',
  }));
  return { Rules: shown };
}
