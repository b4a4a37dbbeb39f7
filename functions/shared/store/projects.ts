import { projectSchema, type Project } from '../../../domain/records/project.ts';
import { getWhole } from './get-whole.ts';
import { indexes } from './keys.ts';
import type { Page, PageRequest } from './pages.ts';
import { listSales } from './sales-lists.ts';
import { projectRowSchema, type ProjectRow } from './sales-rows.ts';
import type { Store } from './store.ts';

export interface ProjectFilter {
  readonly company: string;
  readonly accountId?: string | undefined;
}

export const getProject = (store: Store, company: string, projectId: string): Promise<Project | undefined> =>
  getWhole(store, projectSchema, { company, recordId: projectId });

/** The newest first. */
export const listProjects = (
  store: Store,
  { company, accountId }: ProjectFilter,
  page: PageRequest,
): Promise<Page<ProjectRow>> =>
  listSales(
    store,
    {
      ...{ company, kind: 'project', accountId, schema: projectRowSchema },
      stretches: [{ partition: indexes.projects(company) }],
      isWanted: () => true,
    },
    page,
  );
