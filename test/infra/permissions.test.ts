import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { describe, expect, it } from 'vitest';
import { NodeFunction } from '../../lib/constructs/node-function.ts';
import { listIn, objectIn, targetOf } from './support/references.ts';
import {
  type Json,
  type JsonObject,
  type Resource,
  anApp,
  resourcesIn,
  templatesOf,
} from './support/synthesised.ts';

const all = resourcesIn(templatesOf());
const ofType = (type: string) => all.filter((resource) => resource.type === type);
const functions = ofType('AWS::Lambda::Function');
const roles = ofType('AWS::IAM::Role');
const policies = ofType('AWS::IAM::Policy');

const statementsOf = (policy: Resource): JsonObject[] =>
  listIn(objectIn(policy.properties.PolicyDocument).Statement).map(objectIn);
const statementsOfRole = (role: Resource): JsonObject[] =>
  policies
    .filter((policy) => listIn(policy.properties.Roles).some((name) => targetOf(name, policy, all) === role))
    .flatMap(statementsOf);
const roleOf = (resource: Resource, reference: Json | undefined) => targetOf(reference, resource, all);
const actionsOf = (statement: JsonObject) => listIn(statement.Action).map(String);

/** Names are given at run time: objects of the archive and documents, and secrets, which get random characters appended. */
const isOpen = (resource: string) =>
  /"OrderseamData:ExportsOutputFnGetAtt(Archive|Documents)Bucket\w+"},"\/\*"/.test(resource) ||
  resource.includes(':secret:orderseam/connections/*"');

describe('permissions', () => {
  it.each(policies)('$logicalId names every action', (policy) => {
    const wildcards = statementsOf(policy)
      .flatMap(actionsOf)
      .filter((action) => action.includes('*'));

    expect(wildcards).toEqual([]);
  });

  it.each(policies)(
    '$logicalId names every resource, but for kept objects and secrets of connections',
    (policy) => {
      const resources = statementsOf(policy)
        .flatMap(({ Resource }) => listIn(Resource))
        .map((resource) => JSON.stringify(resource));
      const wildcards = resources.filter((resource) => resource.includes('*') && !isOpen(resource));

      expect(wildcards).toEqual([]);
    },
  );

  it.each(roles)('$logicalId has no policy of someone else and none inline', ({ properties }) => {
    expect(properties.ManagedPolicyArns).toBeUndefined();
    expect(properties.Policies).toBeUndefined();
  });

  it('every function, machine and schedule has a role of its own', () => {
    const users = [
      ...functions.map((used) => roleOf(used, used.properties.Role)),
      ...ofType('AWS::StepFunctions::StateMachine').map((used) => roleOf(used, used.properties.RoleArn)),
      ...ofType('AWS::Scheduler::Schedule').map((used) =>
        roleOf(used, objectIn(used.properties.Target).RoleArn),
      ),
    ];

    expect(new Set(users).size).toBe(users.length);
    expect(new Set(users)).toEqual(new Set(roles));
  });

  it('nobody may delete what is kept, or read or change tables as a whole', () => {
    const actions = new Set(policies.flatMap(statementsOf).flatMap(actionsOf));
    const forbidden = ['s3:DeleteObject', 's3:DeleteObjectVersion', 'dynamodb:Scan', 'dynamodb:DeleteTable'];

    expect(forbidden.filter((action) => actions.has(action))).toEqual([]);
  });

  it('what runs mappings that did not ship has a role with no policy whatever, and only the Admin API calls it', () => {
    const tryMapping = functions.find(({ logicalId }) => logicalId.startsWith('TryMappingFunction'));
    if (tryMapping === undefined) throw new Error('try-mapping is not deployed.');
    const role = roleOf(tryMapping, tryMapping.properties.Role);
    const callers = roles.filter((caller) =>
      statementsOfRole(caller).some(
        ({ Action, Resource }) =>
          listIn(Action).includes('lambda:InvokeFunction') &&
          listIn(Resource).some((target) => targetOf(target, caller, all) === tryMapping),
      ),
    );

    expect(Object.keys(role.properties)).toEqual(['AssumeRolePolicyDocument']);
    expect(statementsOfRole(role)).toEqual([]);
    expect(
      all.filter(({ type }) => type === 'AWS::IAM::RolePolicy' || type === 'AWS::IAM::ManagedPolicy'),
    ).toEqual([]);
    expect(callers.map(({ logicalId }) => logicalId)).toEqual([expect.stringMatching(/^ServeAdminApiRole/)]);
  });

  it('what may do nothing is given no right by mistake', () => {
    const bare = new NodeFunction(new Stack(anApp().app, 'Careless'), 'Bare', {
      ...{ folder: 'try-mapping', description: 'Bare', memoryMegabytes: 512, timeout: Duration.seconds(1) },
      ...{ logRetention: RetentionDays.ONE_DAY, removalPolicy: RemovalPolicy.DESTROY, withoutRights: true },
    });

    expect(() => bare.allow(['s3:GetObject'], ['*'])).toThrow(
      'try-mapping may do nothing, so not s3:GetObject',
    );
  });

  it('only the Admin API may create and delete secrets', () => {
    const managers = roles.filter((role) =>
      statementsOfRole(role).some((statement) =>
        actionsOf(statement).includes('secretsmanager:CreateSecret'),
      ),
    );

    expect(managers.map(({ logicalId }) => logicalId)).toEqual([expect.stringMatching(/^ServeAdminApiRole/)]);
  });
});

describe('the steps of a hand-over', () => {
  const mayDo = (action: string, place: string) =>
    functions
      .filter((used) =>
        statementsOfRole(roleOf(used, used.properties.Role)).some(
          (statement) =>
            actionsOf(statement).includes(action) && JSON.stringify(statement.Resource).includes(place),
        ),
      )
      .map(({ logicalId }) => logicalId.replace(/Function.*/, ''));

  it('only those that send write to the ledger, and the Admin API, which cancels there', () => {
    const writing = ['CreateErpOrder', 'EnsureDebtor', 'ServeAdminApi'];

    expect(mayDo('dynamodb:PutItem', 'LedgerTable').sort()).toEqual(writing);
  });

  it.each([
    ['s3:PutObject', 'ArchiveBucket'],
    ['dynamodb:PutItem', 'DeliveriesTable'],
    ['events:PutEvents', 'Bus'],
  ])('only the one that adopts a debtor has %s on %s', (action, place) => {
    const steps = ['ValidateOrder', 'EnsureDebtor', 'CreateErpOrder', 'ConfirmOrder', 'ParkOrder'];

    expect(mayDo(action, place).filter((name) => steps.includes(name))).toEqual(['EnsureDebtor']);
  });

  it('the one that parks reaches no ERP', () => {
    expect(mayDo('secretsmanager:GetSecretValue', 'orderseam/connections/')).not.toContain('ParkOrder');
  });
});

describe('state machines', () => {
  const machines = ofType('AWS::StepFunctions::StateMachine');

  it.each(machines)('$logicalId may call exactly what its definition calls', (machine) => {
    const called = Object.values(objectIn(machine.properties.DefinitionSubstitutions));
    const granted = statementsOfRole(roleOf(machine, machine.properties.RoleArn)).flatMap(({ Resource }) =>
      listIn(Resource),
    );
    const resolve = (references: Json[]) =>
      references.map((reference) => targetOf(reference, machine, all).logicalId);

    expect(resolve(granted).sort()).toEqual(resolve(called).sort());
  });

  it('schedules may call exactly their target', () => {
    for (const schedule of ofType('AWS::Scheduler::Schedule')) {
      const target = objectIn(schedule.properties.Target);
      const deadLetters = objectIn(target.DeadLetterConfig).Arn;
      const granted = statementsOfRole(roleOf(schedule, target.RoleArn)).flatMap(({ Resource }) =>
        listIn(Resource),
      );

      expect(granted).toEqual([target.Arn, deadLetters]);
    }
  });
});
