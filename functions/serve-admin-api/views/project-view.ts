import type * as z from 'zod';
import { projectSchema, type Project } from '../../../domain/records/project.ts';
import { projectRowSchema, type ProjectRow } from '../../shared/store/sales-rows.ts';
import { exampleIds, exampleInstant } from './example-ids.ts';
import { exampleSold } from './sold-example.ts';
import { without } from './without.ts';

const exampleHead = {
  projectId: exampleIds.project,
  projectNumber: 'P-00001',
  accountId: exampleIds.account,
  orderId: exampleIds.order,
  title: 'Einrichtung des Büros',
  currency: 'EUR',
  createdAt: exampleInstant,
  updatedAt: exampleInstant,
  version: 1,
} as const;

export const projectViewSchema = projectSchema.omit({ company: true }).meta({
  id: 'Project',
  example: {
    ...exampleHead,
    phases: [
      { phaseId: '1', name: 'Planung', budgetMinutes: 120, budgetAmount: '1801.44', lines: [exampleSold] },
    ],
  },
});

export const projectRowViewSchema = projectRowSchema
  .omit({ company: true })
  .meta({ id: 'ProjectRow', example: { ...exampleHead, phaseCount: 1 } });

export const projectView = (project: Project): z.input<typeof projectViewSchema> =>
  without(project, 'company');
export const projectRowView = (row: ProjectRow): z.input<typeof projectRowViewSchema> =>
  without(row, 'company');
