import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readAssembly } from '../../../../../local/cloud/template/assembly.ts';
import { referencesOf, resourcesBehindOutput } from '../../../../../local/cloud/template/references.ts';
import { Resolver, type Identify } from '../../../../../local/cloud/template/resolver.ts';
import { codeOf, writeAssembly, type StackFixture } from '../../../../support/assembly-fixture/index.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'assembly-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const byName: Identify = ({ logicalId, properties }) => {
  const name = (properties['Name'] as string | undefined) ?? logicalId.toLowerCase();
  return { ref: name, attributes: { Arn: `arn:${name}` } };
};

function assemblyOf(...stacks: StackFixture[]) {
  const assembly = readAssembly(writeAssembly(folder, stacks));
  const resolver = new Resolver(assembly, {
    pseudo: { region: 'eu-central-1', account: '1' },
    identify: byName,
  });
  const declared = (logicalId: string) => {
    const found = resolver.declared().find((resource) => resource.logicalId === logicalId);
    if (!found) throw new Error(`The fixture has no ${logicalId}.`);
    return found;
  };
  return { assembly, resolver, declared };
}

const shop: StackFixture = {
  name: 'Shop',
  parameters: { Size: { Type: 'Number', Default: 3 } },
  mappings: { Zones: { 'eu-central-1': { zone: 'berlin' } } },
  conditions: {
    IsBig: { 'Fn::Equals': [{ Ref: 'Size' }, 9] },
    IsSmall: { 'Fn::Not': [{ Condition: 'IsBig' }] },
  },
  resources: {
    Reader: {
      Type: 'T::Reader',
      DependsOn: ['Gate'],
      Properties: {
        Source: { 'Fn::GetAtt': ['Store', 'Arn'] },
        Zone: { 'Fn::FindInMap': ['Zones', { Ref: 'AWS::Region' }, 'zone'] },
        Size: { Ref: 'Size' },
        Text: { 'Fn::Sub': '${Gate} ${AWS::StackName} ${AWS::AccountId}' },
      },
    },
    Store: { Type: 'T::Store', Properties: { Name: { 'Fn::Sub': 'store-${AWS::Region}' } } },
    Gate: { Type: 'T::Gate', Condition: 'IsSmall' },
    Hall: { Type: 'T::Hall', Condition: 'IsBig' },
  },
  outputs: {
    StoreArn: { Value: { 'Fn::GetAtt': ['Store', 'Arn'] }, Export: { Name: 'Shop:StoreArn' } },
    StoreName: { Value: { Ref: 'Store' } },
  },
};

const office: StackFixture = {
  name: 'Office',
  resources: { Desk: { Type: 'T::Desk', Properties: { From: { 'Fn::ImportValue': 'Shop:StoreArn' } } } },
};

describe('resolving an assembly', () => {
  it('resolves references, attributes, parameters, mappings and pseudo parameters', () => {
    const { resolver, declared } = assemblyOf(shop);

    expect(resolver.resource(declared('Reader')).properties).toEqual({
      Source: 'arn:store-eu-central-1',
      Zone: 'berlin',
      Size: 3,
      Text: 'gate Shop 1',
    });
  });

  it('follows exports into another stack', () => {
    const { resolver, declared } = assemblyOf(shop, office);

    expect(resolver.resource(declared('Desk')).properties).toEqual({ From: 'arn:store-eu-central-1' });
  });

  it('leaves out resources whose condition does not hold', () => {
    const { resolver } = assemblyOf(shop);

    expect(resolver.declared().map(({ logicalId }) => logicalId)).toEqual(['Reader', 'Store', 'Gate']);
  });

  it('knows what a resource refers to, by reference, attribute, substitution, DependsOn and import', () => {
    const { assembly, declared } = assemblyOf(shop, office);

    expect([...referencesOf(declared('Reader'), assembly.stacks)].sort()).toEqual([
      'Shop/Gate',
      'Shop/Store',
    ]);
    expect([...referencesOf(declared('Desk'), assembly.stacks)]).toEqual(['Shop/Store']);
  });

  it('knows which resource an output speaks of', () => {
    expect(resourcesBehindOutput('StoreArn', assemblyOf(shop).assembly.stacks)).toEqual(['Shop/Store']);
  });

  it('gives the outputs of all stacks, without exports between them', () => {
    expect(assemblyOf(shop, office).resolver.outputs()).toEqual({ StoreName: 'store-eu-central-1' });
  });

  it('finds the folder of a function asset by its object key', () => {
    const { assembly } = assemblyOf({ resources: {}, functions: { greet: 'exports.handler = 1' } });

    expect(assembly.assets.get(codeOf('greet').S3Key)).toBe(join(folder, 'asset.greet'));
  });

  it('says which resource and property cannot be resolved', () => {
    const { resolver, declared } = assemblyOf({
      resources: { A: { Type: 'T::A', Properties: { Name: { Ref: 'Nobody' } } } },
    });

    expect(() => resolver.resource(declared('A'))).toThrow(/Test\/A: .*Nobody/);
  });

  it('refuses names that are made of each other', () => {
    const { resolver, declared } = assemblyOf({
      resources: {
        A: { Type: 'T::A', Properties: { Name: { Ref: 'B' } } },
        B: { Type: 'T::B', Properties: { Name: { Ref: 'A' } } },
      },
    });

    expect(() => resolver.resource(declared('A'))).toThrow('circle');
  });

  it('asks for a synthesis when there is no assembly', () => {
    expect(() => readAssembly(join(folder, 'nowhere'))).toThrow('synthesise');
  });
});
