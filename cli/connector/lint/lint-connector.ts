import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadConnector } from '../../../functions/shared/erp/connectors.ts';
import { loadOutboundVectors } from '../../../functions/shared/erp/trial/outbound-vector.ts';
import { expressionFindings } from './expression-rules.ts';
import { told, type Finding, type ToldFinding } from './finding.ts';
import { probesOf, type Subject } from './probes.ts';
import { amountFindings } from './rules/amounts.ts';
import { creditFindings } from './rules/credits.ts';
import { idFindings } from './rules/ids.ts';
import { listFindings, orderShapeFindings } from './rules/lists.ts';
import { neverSetFindings, toDoFindings } from './rules/notes.ts';
import { timeFindings } from './rules/times.ts';
import { wordFindings } from './rules/words.ts';
import { samplesOf } from './samples.ts';

/**
 * What is likely wrong with a connector whose vectors pass: read off its mappings, and found by feeding it variants of its own vectors.
 * Its manifest has to be sound and its expressions to compile (`checkConnector`).
 */
export async function lintConnector(folder: string): Promise<ToldFinding[]> {
  const connector = loadConnector(folder);
  const manifestText = readFileSync(join(folder, 'connector.json'), 'utf8');
  const subject: Subject = { connector, manifestText, samples: await samplesOf(connector, folder) };
  const findings = [
    ...Object.entries(connector.sources).flatMap(([file, source]) => expressionFindings(file, source)),
    ...idFindings(subject),
    ...(await probedFindings(subject)),
    ...(await listsOfAll(subject, folder)),
    ...creditFindings(subject),
    ...neverSetFindings(subject),
    ...toDoFindings(folder),
  ];
  return withoutRepetition(findings).map(told);
}

const probeRules = [amountFindings, wordFindings, timeFindings];

async function probedFindings(subject: Subject): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const probe of probesOf(subject))
    for (const rule of probeRules) findings.push(...(await rule(subject, probe)));
  return findings;
}

async function listsOfAll(subject: Subject, folder: string): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const sample of subject.samples) findings.push(...(await listFindings(subject, sample)));
  for (const vector of loadOutboundVectors(folder).values())
    findings.push(...(await orderShapeFindings(subject, vector)));
  return findings;
}

/** One finding for each rule and line, the faults of a file in their order. */
function withoutRepetition(findings: readonly Finding[]): Finding[] {
  const seen = new Map<string, Finding>();
  for (const finding of findings) {
    const { rule, file, line, sentence } = finding;
    const key = rule === 'to-do' ? `${rule} ${file} ${line} ${sentence}` : `${rule} ${file} ${line}`;
    if (!seen.has(key)) seen.set(key, finding);
  }
  return [...seen.values()].toSorted((a, b) => a.file.localeCompare(b.file) || a.line - b.line);
}
