import * as z from 'zod';
import { couplingStateSchema } from '../../../domain/records/coupling.ts';
import { couplingIdSchema } from '../../../domain/records/record-parts.ts';
import { notFound } from '../../shared/http/problem.ts';
import { getCoupling, listCouplings } from '../../shared/store/couplings.ts';
import { confirmCoupling } from '../couplings/confirm-coupling.ts';
import { rejectCoupling, undoCoupling } from '../couplings/decide-coupling.ts';
import { answerNamed, nameCouplings } from '../couplings/name-couplings.ts';
import { may, route } from '../define-route.ts';
import { confirmationSchema, couplingViewSchema, reasonSchema } from '../views/coupling-view.ts';
import { exampleIds } from '../views/example-ids.ts';

const tag = 'Couplings';
const params = z.object({ couplingId: couplingIdSchema.meta({ example: exampleIds.coupling }) });
const returns = { json: couplingViewSchema };

export const couplingRoutes = [
  route({
    id: 'listCouplings',
    method: 'GET',
    path: '/couplings',
    tag,
    summary: 'List couplings of debtors with accounts, the best score first',
    roles: may.read,
    query: z.object({
      state: couplingStateSchema.default('proposed').meta({ example: 'proposed' }),
    }),
    returns: { page: couplingViewSchema },
    handle: async ({ caller, query, page }, { store }) => {
      const found = await listCouplings(store, { company: caller.company, state: query.state }, page);
      const items = await nameCouplings({ store }, caller.company, found.items);
      return { items, cursor: found.cursor };
    },
  }),
  route({
    id: 'getCoupling',
    method: 'GET',
    path: '/couplings/{couplingId}',
    tag,
    summary: 'Get a coupling with its evidence',
    roles: may.read,
    params,
    returns,
    handle: async ({ caller, params: { couplingId } }, ports) => {
      const coupling = await getCoupling(ports.store, caller.company, couplingId);
      if (!coupling) throw notFound(`coupling ${couplingId}`);
      return answerNamed(ports, coupling);
    },
  }),
  route({
    id: 'confirmCoupling',
    method: 'POST',
    path: '/couplings/{couplingId}/confirm',
    tag,
    summary: 'Link the debtor to an account',
    description:
      'To any account of the company, or to a new one made from the debtor. A debtor has one account at most (D-2).',
    roles: may.couple,
    params,
    body: confirmationSchema,
    changesVersion: true,
    returns,
    handle: async ({ caller, params: { couplingId }, body, expectedVersion }, ports) => {
      const decision = { company: caller.company, couplingId, expectedVersion, decidedBy: caller.subject };
      const coupling = await confirmCoupling(ports, decision, body);
      return answerNamed(ports, coupling);
    },
  }),
  route({
    id: 'rejectCoupling',
    method: 'POST',
    path: '/couplings/{couplingId}/reject',
    tag,
    summary: 'Refuse all proposed accounts',
    description: 'They are never proposed for this debtor again.',
    roles: may.couple,
    params,
    body: reasonSchema,
    changesVersion: true,
    returns,
    handle: async ({ caller, params: { couplingId }, body, expectedVersion }, ports) => {
      const decision = { company: caller.company, couplingId, expectedVersion, decidedBy: caller.subject };
      const coupling = await rejectCoupling(ports, decision, body.reason);
      return answerNamed(ports, coupling);
    },
  }),
  route({
    id: 'undoCoupling',
    method: 'POST',
    path: '/couplings/{couplingId}/undo',
    tag,
    summary: 'Take a decision back',
    description:
      'A confirmed coupling loses its link, a rejected one its refusals; both are proposals again.',
    roles: may.couple,
    params,
    changesVersion: true,
    returns,
    handle: async ({ caller, params: { couplingId }, expectedVersion }, ports) => {
      const decision = { company: caller.company, couplingId, expectedVersion, decidedBy: caller.subject };
      const coupling = await undoCoupling(ports, decision);
      return answerNamed(ports, coupling);
    },
  }),
];
