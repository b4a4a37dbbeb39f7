import type { Manifest } from '../manifest/manifest.ts';
import type { LookUp, Match } from '../manifest/look-up.ts';
import type { Outbound } from '../manifest/outbound.ts';
import type { OrderStep } from '../manifest/steps.ts';
import { debtorValueNames, orderValueNames } from '../outbound/outbound-values.ts';

/** What is wrong with how a connector hands over, beyond its shape; empty when fine or when it hands nothing over. */
export function outboundProblems({ outbound, http }: Manifest): string[] {
  if (outbound === undefined) return [];
  const lacking = http === undefined ? ['outbound needs "http": how the ERP is spoken to'] : [];
  return [...lacking, ...debtorProblems(outbound), ...orderProblems(outbound)];
}

/** Mappings that hand-overs use. */
export function outboundFiles({ outbound }: Manifest): string[] {
  if (outbound === undefined) return [];
  const { lines, file } = outbound.order.create.mapping;
  return [
    outbound.debtor.create.mapping.file,
    ...[file, outbound.order.read.file],
    ...(lines === undefined ? [] : [lines.file]),
  ];
}

function debtorProblems({ debtor }: Outbound): string[] {
  return [
    ...debtor.find.flatMap((lookUp, index) =>
      unknownNames(lookUp, debtorValueNames, `debtor.find[${index}]`),
    ),
    ...unknownMatches(debtor.create.step.match, debtorValueNames, 'debtor.create.step'),
    ...unknownBeforehand(debtor.create.beforehand, debtorValueNames, 'debtor.create'),
  ];
}

function orderProblems({ order }: Outbound): string[] {
  const { steps, mapping, progress } = order.create;
  const kinds = steps.map(({ kind }) => kind);
  const sendsLines = kinds.includes('lines');
  const state = order.find.some((lookUp) => lookUp.state !== undefined);
  const faults: [boolean, string][] = [
    [
      kinds[0] !== 'create' || kinds.lastIndexOf('create') > 0,
      'its first step, and no other, has to be "create"',
    ],
    [sendsLines && mapping.lines === undefined, 'a step "lines" needs a mapping of lines'],
    [
      mapping.lines !== undefined && sendsLines === (mapping.lines.into !== undefined),
      'lines go into the order ("into") or by a step "lines"',
    ],
    [steps.some(lacksBody), 'a step has "body" and "into" together or neither'],
    [progress !== undefined && !state, '"progress" needs a look-up that names the "state"'],
  ];
  return [
    ...order.find.flatMap((lookUp, index) => unknownNames(lookUp, ['reference'], `order.find[${index}]`)),
    ...steps.flatMap((step) =>
      step.kind === 'create' ? unknownMatches(step.match, orderValueNames, 'order.create') : [],
    ),
    ...unknownBeforehand(order.create.beforehand, orderValueNames, 'order.create'),
    ...faults.flatMap(([isFault, words]) => (isFault ? [`outbound.order.create: ${words}`] : [])),
  ];
}

const lacksBody = (step: OrderStep): boolean =>
  step.kind !== 'action' && (step.into !== undefined) !== (step.body !== undefined);

const unknownBeforehand = (
  beforehand: Readonly<Record<string, LookUp>>,
  known: readonly string[],
  where: string,
): string[] =>
  Object.entries(beforehand).flatMap(([name, lookUp]) =>
    unknownNames(lookUp, known, `${where}.beforehand.${name}`),
  );

function unknownNames(lookUp: LookUp, known: readonly string[], where: string): string[] {
  const named = [...lookUp.needs, ...lookUp.without, ...placeholdersIn(lookUp)];
  return [
    ...named
      .filter((name) => !known.includes(name))
      .map((name) => `outbound.${where} names the value ${name}; there are ${known.join(', ')}`),
    ...unknownMatches(lookUp.match, known, where),
  ];
}

const unknownMatches = (rules: readonly Match[], known: readonly string[], where: string): string[] =>
  rules
    .filter(({ value }) => !known.includes(value))
    .map(({ value }) => `outbound.${where} compares with the value ${value}; there are ${known.join(', ')}`);

/** `{company}`, settings and secrets are the connection's, the place of a page is the paging's. */
function placeholdersIn({ path, query, headers, body }: LookUp): string[] {
  const text = JSON.stringify([path, query, headers, body]);
  const names = [...text.matchAll(/\{([a-zA-Z]+)(?::number)?\}/g)].map(([, name = '']) => name);
  return names.filter((name) => !['company', 'session', 'page', 'offset', 'after'].includes(name));
}
