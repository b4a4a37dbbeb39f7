import { App, Stack } from 'aws-cdk-lib';
import { expect, it } from 'vitest';
import { AslStateMachine } from '../../lib/constructs/asl-state-machine.ts';
import { listIn, objectIn, textIn } from './support/references.ts';
import { resourcesIn, templatesOf } from './support/synthesised.ts';

it('a state machine refuses a file that names what its stack does not give', () => {
  const stack = new Stack(new App(), 'Incomplete');

  expect(() => new AslStateMachine(stack, 'Machine', { file: 'catch-up-connection', uses: {} })).toThrow(
    'catch-up-connection.asl.json and its stack disagree: not given [EnsureSubscriptionsFunctionArn, PullChangesFunctionArn, ',
  );
});

const machines = resourcesIn(templatesOf()).filter(({ type }) => type === 'AWS::StepFunctions::StateMachine');

it.each(machines)('$logicalId is a standard machine in JSONata', ({ properties }) => {
  const definition: unknown = JSON.parse(textIn(properties.DefinitionString));

  expect(definition).toMatchObject({ QueryLanguage: 'JSONata', Comment: expect.any(String) });
  expect(listIn(properties.StateMachineType)).not.toContain('EXPRESS');
  expect(Object.keys(objectIn(properties.DefinitionSubstitutions)).length).toBeGreaterThan(0);
});
