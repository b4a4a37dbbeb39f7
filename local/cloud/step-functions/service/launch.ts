import { parseDefinition } from '../definition/load.ts';
import type { Definition } from '../definition/schema.ts';
import { Execution, type ExecutionOptions } from '../engine/execution.ts';
import type { Json } from '../json.ts';
import type { ExecutionRecord } from '../store/executions.ts';
import type { Machine } from '../store/machines.ts';
import { machineName } from './names.ts';

/** The running form of a stored execution. */
export function executionOf(
  record: ExecutionRecord,
  definition: string,
  options: Omit<ExecutionOptions, 'identity' | 'definition'>,
): Execution {
  return new Execution({
    ...options,
    definition: parseDefinition(definition),
    identity: {
      arn: record.arn,
      name: record.name,
      stateMachineArn: record.machineArn,
      stateMachineName: machineName(record.machineArn),
      roleArn: record.roleArn,
      input: JSON.parse(record.input) as Json,
      startedAt: record.startedAt,
      redriveCount: record.redriveCount,
    },
  });
}

const EXPRESS_SECONDS = 300;

/** Counted from the start or the last redrive; express executions end after five minutes at most. */
export function deadlineOf(record: ExecutionRecord, definition: Definition): number | null {
  const express = record.type === 'EXPRESS' ? EXPRESS_SECONDS : Infinity;
  const seconds = Math.min(definition.TimeoutSeconds ?? Infinity, express);
  return seconds === Infinity ? null : (record.redrivenAt ?? record.startedAt) + seconds * 1000;
}

/** The record of an execution that is never stored. */
export function syncRecord(
  machine: Machine,
  start: Pick<ExecutionRecord, 'arn' | 'name' | 'input' | 'startedAt'>,
): ExecutionRecord {
  const { arn: machineArn, type, roleArn, definitionId } = machine;
  const nothingYet = {
    output: null,
    error: null,
    cause: null,
    stoppedAt: null,
    redriveCount: 0,
    redrivenAt: null,
  };
  return { seq: 0, machineArn, type, roleArn, definitionId, status: 'RUNNING', ...nothingYet, ...start };
}
