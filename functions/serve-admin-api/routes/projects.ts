import * as z from 'zod';
import { accountIdSchema, projectIdSchema } from '../../../domain/records/record-parts.ts';
import { notFound } from '../../shared/http/problem.ts';
import { getProject, listProjects } from '../../shared/store/projects.ts';
import { may, route } from '../define-route.ts';
import { exampleIds } from '../views/example-ids.ts';
import {
  projectRowView,
  projectRowViewSchema,
  projectView,
  projectViewSchema,
} from '../views/project-view.ts';

const tag = 'Projects';
const params = z.object({ projectId: projectIdSchema.meta({ example: exampleIds.project }) });

export const projectRoutes = [
  route({
    id: 'listProjects',
    method: 'GET',
    path: '/projects',
    tag,
    summary: 'List projects, the newest first',
    roles: may.read,
    query: z.object({
      accountId: accountIdSchema
        .optional()
        .meta({ description: 'Of this account and those merged into it.', example: exampleIds.account }),
    }),
    returns: { page: projectRowViewSchema },
    handle: async ({ caller, query, page }, { store }) => {
      const found = await listProjects(store, { company: caller.company, ...query }, page);
      return { items: found.items.map(projectRowView), cursor: found.cursor };
    },
  }),
  route({
    id: 'getProject',
    method: 'GET',
    path: '/projects/{projectId}',
    tag,
    summary: 'Get a project with its phases and budgets',
    roles: may.read,
    params,
    returns: { json: projectViewSchema },
    handle: async ({ caller, params: { projectId } }, { store }) => {
      const project = await getProject(store, caller.company, projectId);
      if (!project) throw notFound(`project ${projectId}`);
      return { body: projectView(project), version: project.version };
    },
  }),
];
