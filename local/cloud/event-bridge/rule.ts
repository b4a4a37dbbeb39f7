import * as z from 'zod';
import { compilePattern, type Matches } from './pattern/compile-pattern.ts';
import { jsonPathSchema } from './targets/json-path.ts';
import { inputOf, type BusEvent } from './targets/target-input.ts';
import { place } from '../place.ts';

/** AWS's own limits for a target without a retry policy. */
const RETRIES = 185;
const DAY_SECONDS = 86_400;

/** Strict: a parameter that we would ignore silently would make the target behave differently in AWS. */
const targetSchema = z
  .strictObject({
    Id: z.string(),
    Arn: z.string(),
    RoleArn: z.string().optional(),
    Input: z.string().optional(),
    InputPath: jsonPathSchema.optional(),
    InputTransformer: z
      .object({ InputPathsMap: z.record(z.string(), jsonPathSchema).default({}), InputTemplate: z.string() })
      .optional(),
    DeadLetterConfig: z.object({ Arn: z.string() }).optional(),
    RetryPolicy: z
      .object({
        MaximumRetryAttempts: z.coerce.number().int().default(RETRIES),
        MaximumEventAgeInSeconds: z.coerce.number().int().default(DAY_SECONDS),
      })
      .default({ MaximumRetryAttempts: RETRIES, MaximumEventAgeInSeconds: DAY_SECONDS }),
  })
  .readonly();
export type RuleTarget = z.infer<typeof targetSchema>;

/** AWS::Events::Rule with all references resolved. Rules with a schedule belong to the scheduler. */
const ruleSchema = z.strictObject({
  Name: z.string(),
  Description: z.string().optional(),
  EventBusName: z.string().default('default'),
  EventPattern: z.record(z.string(), z.unknown()),
  State: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
  RoleArn: z.string().optional(),
  Targets: z.array(targetSchema).default([]),
  Tags: z.unknown().optional(),
});

export interface Rule {
  readonly name: string;
  readonly arn: string;
  readonly busName: string;
  readonly enabled: boolean;
  readonly pattern: object;
  readonly targets: readonly RuleTarget[];
  readonly matches: Matches;
}

export function ruleOf(properties: unknown): Rule {
  const rule = ruleSchema.parse(properties);
  const busName = busNameOf(rule.EventBusName);
  const path = busName === 'default' ? rule.Name : `${busName}/${rule.Name}`;
  return {
    name: rule.Name,
    arn: `arn:aws:events:${place.region}:${place.account}:rule/${path}`,
    busName,
    enabled: rule.State === 'ENABLED',
    pattern: rule.EventPattern,
    targets: rule.Targets,
    matches: compilePattern(rule.EventPattern),
  };
}

/** Names and ARNs of buses are both accepted where AWS accepts both. */
export function busNameOf(nameOrArn: string): string {
  return nameOrArn.slice(nameOrArn.lastIndexOf('/') + 1);
}

export interface Routed {
  readonly rule: Rule;
  readonly target: RuleTarget;
  /** What the target gets, as JSON text. */
  readonly payload: string;
}

/** Where an event goes: every target of every enabled rule of its bus that matches. */
export function route(rules: Iterable<Rule>, busName: string, event: BusEvent): Routed[] {
  return [...rules]
    .filter((rule) => rule.busName === busName && rule.enabled && rule.matches(event))
    .flatMap((rule) =>
      rule.targets.map((target) => ({ rule, target, payload: inputOf(target, event, rule) })),
    );
}
