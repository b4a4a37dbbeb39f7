import type { ErpAccess } from '../fetch/erp-access.ts';
import type { Budget } from './budget.ts';
import { ownSlots } from './own-slots.ts';

export const budgetOf = (access: ErpAccess): Budget => access.budget ?? ownSlots(access);
