import * as z from 'zod';

const template = z.json();
const assign = z.record(z.string(), template);
const expression = z.string().regex(/^\{%[\s\S]*%\}$/, 'must be an expression {% … %}');
const amount = z.union([z.number().nonnegative(), expression]);
const text = z.string();

const common = { Comment: text.optional(), QueryLanguage: z.literal('JSONata').optional() };
const transition = { Next: text.optional(), End: z.literal(true).optional() };
const result = { Assign: assign.optional(), Output: template.optional() };
const errorNames = z.array(z.string().min(1)).min(1);

const retrierSchema = z.strictObject({
  ErrorEquals: errorNames,
  IntervalSeconds: z.number().positive().optional(),
  MaxAttempts: z.int().nonnegative().optional(),
  BackoffRate: z.number().min(1).optional(),
  MaxDelaySeconds: z.number().positive().optional(),
  JitterStrategy: z.enum(['NONE', 'FULL']).optional(),
  Comment: text.optional(),
});
export type Retrier = z.infer<typeof retrierSchema>;

const catcherSchema = z.strictObject({
  ErrorEquals: errorNames,
  Next: text,
  ...result,
  Comment: text.optional(),
});
export type Catcher = z.infer<typeof catcherSchema>;

const recovery = { Retry: z.array(retrierSchema).optional(), Catch: z.array(catcherSchema).optional() };

/** Where a machine, a branch or an item processor starts, and its states. */
export interface Scope {
  readonly StartAt: string;
  readonly States: Readonly<Record<string, State>>;
}

const pass = z.strictObject({ Type: z.literal('Pass'), ...common, ...transition, ...result });
const succeed = z.strictObject({ Type: z.literal('Succeed'), ...common, Output: template.optional() });
const fail = z.strictObject({
  Type: z.literal('Fail'),
  ...common,
  Error: text.optional(),
  Cause: text.optional(),
});
const task = z.strictObject({
  Type: z.literal('Task'),
  ...common,
  ...transition,
  ...result,
  ...recovery,
  Resource: z.string().startsWith('arn:'),
  Arguments: template.optional(),
  TimeoutSeconds: amount.optional(),
  HeartbeatSeconds: amount.optional(),
  Credentials: template.optional(),
});
const ruleSchema = z.strictObject({
  Condition: z.union([z.boolean(), expression]),
  Next: text,
  ...result,
  Comment: text.optional(),
});
const choice = z.strictObject({
  Type: z.literal('Choice'),
  ...common,
  ...result,
  Choices: z.array(ruleSchema).min(1),
  Default: text.optional(),
});
const wait = z.strictObject({
  Type: z.literal('Wait'),
  ...common,
  ...transition,
  ...result,
  Seconds: amount.optional(),
  Timestamp: text.optional(),
});

export interface Branch extends Scope {
  readonly Comment?: string | undefined;
}
const processorConfigSchema = z.strictObject({
  Mode: z.enum(['INLINE', 'DISTRIBUTED']).optional(),
  ExecutionType: z.enum(['STANDARD', 'EXPRESS']).optional(),
});
export interface ItemProcessor extends Branch {
  readonly ProcessorConfig?: z.infer<typeof processorConfigSchema> | undefined;
}

// Lazy and annotated by interfaces, because a branch holds states, which hold branches.
const scopeFields = (): {
  StartAt: typeof text;
  States: z.ZodType<Scope['States']>;
  Comment: z.ZodOptional<typeof text>;
} => ({
  StartAt: text,
  States: z.record(z.string().min(1).max(80), stateSchema),
  Comment: text.optional(),
});
const branchSchema: z.ZodType<Branch> = z.lazy(() => z.strictObject(scopeFields()));
const itemProcessorSchema: z.ZodType<ItemProcessor> = z.lazy(() =>
  z.strictObject({ ...scopeFields(), ProcessorConfig: processorConfigSchema.optional() }),
);

const parallel = z.strictObject({
  Type: z.literal('Parallel'),
  ...common,
  ...transition,
  ...result,
  ...recovery,
  Arguments: template.optional(),
  Branches: z.array(branchSchema).min(1),
});
const itemReaderSchema = z.strictObject({
  Resource: text,
  Arguments: template.optional(),
  ReaderConfig: z
    .strictObject({
      InputType: z.enum(['JSON', 'JSONL', 'CSV']).optional(),
      CSVHeaderLocation: z.enum(['FIRST_ROW', 'GIVEN']).optional(),
      CSVHeaders: z.array(text).optional(),
      CSVDelimiter: z.enum(['COMMA', 'PIPE', 'SEMICOLON', 'SPACE', 'TAB']).optional(),
      ItemsPointer: text.optional(),
      MaxItems: amount.optional(),
    })
    .optional(),
});
const itemBatcherSchema = z.strictObject({
  MaxItemsPerBatch: amount.optional(),
  MaxInputBytesPerBatch: amount.optional(),
  BatchInput: template.optional(),
});
const resultWriterSchema = z.strictObject({
  Resource: text.optional(),
  Arguments: template.optional(),
  WriterConfig: z
    .strictObject({
      Transformation: z.enum(['NONE', 'COMPACT', 'FLATTEN']).optional(),
      OutputType: z.enum(['JSON', 'JSONL']).optional(),
    })
    .optional(),
});
const map = z.strictObject({
  Type: z.literal('Map'),
  ...common,
  ...transition,
  ...result,
  ...recovery,
  Label: z.string().max(40).optional(),
  Items: z.union([z.array(template), expression]).optional(),
  ItemReader: itemReaderSchema.optional(),
  ItemSelector: template.optional(),
  ItemBatcher: itemBatcherSchema.optional(),
  ItemProcessor: itemProcessorSchema,
  ResultWriter: resultWriterSchema.optional(),
  MaxConcurrency: amount.optional(),
  ToleratedFailureCount: amount.optional(),
  ToleratedFailurePercentage: amount.optional(),
});

const stateSchema = z.discriminatedUnion('Type', [pass, succeed, fail, task, choice, wait, parallel, map]);

export type PassState = z.infer<typeof pass>;
export type SucceedState = z.infer<typeof succeed>;
export type FailState = z.infer<typeof fail>;
export type TaskState = z.infer<typeof task>;
export type ChoiceState = z.infer<typeof choice>;
export type WaitState = z.infer<typeof wait>;
export type ParallelState = z.infer<typeof parallel>;
export type MapState = z.infer<typeof map>;
export type ItemReader = z.infer<typeof itemReaderSchema>;
export type ItemBatcher = z.infer<typeof itemBatcherSchema>;
export type ResultWriter = z.infer<typeof resultWriterSchema>;
export type State =
  | PassState
  | SucceedState
  | FailState
  | TaskState
  | ChoiceState
  | WaitState
  | ParallelState
  | MapState;

/** A state machine in the Amazon States Language, JSONata only; fields of JSONPath machines are refused. */
export const definitionSchema = z.strictObject({
  QueryLanguage: z.literal('JSONata'),
  Version: text.optional(),
  TimeoutSeconds: z.number().positive().optional(),
  ...scopeFields(),
});
export type Definition = z.infer<typeof definitionSchema>;
