import { describe, expect, it } from 'vitest';
import { evaluate, type Scope } from '../../../../../local/cloud/template/intrinsics.ts';
import type { Json } from '../../../../../local/cloud/template/json.ts';

const scope: Scope = {
  ref: (name) => ({ Queue: 'the-queue', 'AWS::Region': 'eu-central-1', Names: ['a', 'b'] })[name],
  attribute: (logicalId, name) => `${logicalId}#${name}`,
  importValue: (name) => `imported ${name}`,
  condition: (name) => name === 'IsTrue',
  mapping: (map, first, second) => [map, first, second].join('/'),
};

const cases: [string, Json, Json][] = [
  ['plain values stay as they are', { a: [1, true, null, 'x'] }, { a: [1, true, null, 'x'] }],
  ['Ref gives the identity of a resource', { Ref: 'Queue' }, 'the-queue'],
  ['Ref gives a list parameter as a list', { Ref: 'Names' }, ['a', 'b']],
  ['GetAtt takes a list', { 'Fn::GetAtt': ['Queue', 'Arn'] }, 'Queue#Arn'],
  ['GetAtt takes a dotted text', { 'Fn::GetAtt': 'Queue.Endpoint.Port' }, 'Queue#Endpoint.Port'],
  [
    'Sub fills references and attributes',
    { 'Fn::Sub': '${AWS::Region}:${Queue.Arn}' },
    'eu-central-1:Queue#Arn',
  ],
  [
    'Sub prefers its own variables',
    { 'Fn::Sub': ['${Queue}-${x}', { Queue: 'mine', x: { Ref: 'Queue' } }] },
    'mine-the-queue',
  ],
  ['Sub leaves literals alone', { 'Fn::Sub': '${!Queue} ${Queue}' }, '${Queue} the-queue'],
  ['Join joins evaluated parts', { 'Fn::Join': [':', ['arn', { Ref: 'Queue' }, 1]] }, 'arn:the-queue:1'],
  ['Join joins a list that is a reference', { 'Fn::Join': ['+', { Ref: 'Names' }] }, 'a+b'],
  ['Select takes a number as text', { 'Fn::Select': ['1', ['a', 'b']] }, 'b'],
  ['Split and Select combine', { 'Fn::Select': [2, { 'Fn::Split': ['/', 'a/b/c'] }] }, 'c'],
  ['Base64 codes text', { 'Fn::Base64': 'hi' }, 'aGk='],
  [
    'ImportValue may have an evaluated name',
    { 'Fn::ImportValue': { 'Fn::Sub': '${Queue}-x' } },
    'imported the-queue-x',
  ],
  [
    'FindInMap looks up three names',
    { 'Fn::FindInMap': ['M', { Ref: 'AWS::Region' }, 'k'] },
    'M/eu-central-1/k',
  ],
  [
    'If chooses by condition',
    [{ 'Fn::If': ['IsTrue', 'yes', 'no'] }, { 'Fn::If': ['Other', 'yes', 'no'] }],
    ['yes', 'no'],
  ],
  ['a member with NoValue disappears', { a: 1, b: { Ref: 'AWS::NoValue' } }, { a: 1 }],
  ['an item with NoValue disappears', [1, { 'Fn::If': ['IsTrue', { Ref: 'AWS::NoValue' }, 2] }], [1]],
  [
    'Equals, Not, And and Or compute conditions',
    [
      { 'Fn::Equals': [{ Ref: 'Queue' }, 'the-queue'] },
      { 'Fn::Not': [{ 'Fn::Equals': ['a', 'a'] }] },
      { 'Fn::And': [{ Condition: 'IsTrue' }, { Condition: 'Other' }] },
      { 'Fn::Or': [{ Condition: 'Other' }, { Condition: 'IsTrue' }] },
    ],
    [true, false, false, true],
  ],
  [
    'a policy condition is no intrinsic function',
    { Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
    { Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
  ],
  ['an object with a member Ref and others is data', { Ref: 'Queue', other: 1 }, { Ref: 'Queue', other: 1 }],
];

describe('intrinsic functions', () => {
  it.each(cases)('%s', (_rule, expression, value) => {
    expect(evaluate(expression, scope)).toEqual(value);
  });

  it.each<[string, Json, string]>([
    ['an unknown function', { 'Fn::Cidr': ['10.0.0.0/16', 1] }, 'Fn::Cidr'],
    ['a reference to nothing', { Ref: 'Nobody' }, 'Nobody'],
    ['a selection beyond the list', { 'Fn::Select': [5, ['a']] }, 'Fn::Select'],
    ['a list where text is needed', { 'Fn::Join': ['', [{ a: 1 }]] }, 'Expected text'],
    ['NoValue as the whole value', { Ref: 'AWS::NoValue' }, 'AWS::NoValue'],
  ])('%s stops with a sentence that names it', (_what, expression, named) => {
    expect(() => evaluate(expression, scope)).toThrow(named);
  });
});
