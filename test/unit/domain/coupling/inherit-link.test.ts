import { describe, expect, it } from 'vitest';
import { inheritLink, releasedByMerge } from '../../../../domain/coupling/inherit-link.ts';
import { nextCoupling } from '../../../../domain/coupling/next-coupling.ts';
import { aCoupling, aDebtor } from '../../../support/admin-api/stored-records.ts';

const at = '2026-02-01T08:00:00.000Z';
const merged = aDebtor({ externalId: 'old' }, { accountId: 'acc_old' });
const survivor = aDebtor({ externalId: 'new' });
const linked = { ...survivor, accountId: 'acc_new' };
const couplingId = 'cpl_survivor';
const evidence = [{ kind: 'merged-debtor' as const, value: merged.recordId }];

describe('the survivor of a merge (D-6)', () => {
  it('takes over the link when it has none', () => {
    expect(inheritLink({ merged, survivor, known: undefined, couplingId, at })).toMatchObject({
      ...{ state: 'confirmed', accountId: 'acc_old', decidedBy: 'merged-debtor', version: 1 },
      debtorId: survivor.recordId,
    });
  });

  it('stays as it is when both have the same account, or the merged one has none', () => {
    const given = { known: undefined, couplingId, at };
    expect(inheritLink({ ...given, merged, survivor: { ...survivor, accountId: 'acc_old' } })).toBe(
      undefined,
    );
    expect(inheritLink({ ...given, merged: aDebtor(), survivor })).toBe(undefined);
  });

  it('waits for a person when it has another account', () => {
    const known = aCoupling(linked, { state: 'confirmed', accountId: 'acc_new', decidedBy: 'eva' });
    const asked = inheritLink({ merged, survivor: linked, known, couplingId, at });
    expect(asked).toMatchObject({ state: 'proposed', candidates: [{ accountId: 'acc_old', evidence }] });
    expect(asked?.reason).toMatch(/confirm the account that is right/);
  });

  it('waits for a person where one ruled the account out', () => {
    const known = aCoupling(survivor, { state: 'rejected', rejectedAccountIds: ['acc_old'] });
    expect(inheritLink({ merged, survivor, known, couplingId, at })?.state).toBe('proposed');
  });

  it('is asked about once: what a person decided since then stands', () => {
    const candidates = [{ accountId: 'acc_old', score: 90, evidence }];
    const known = aCoupling(linked, { state: 'confirmed', accountId: 'acc_new', candidates });
    expect(inheritLink({ merged, survivor: linked, known, couplingId, at })).toBe(undefined);
  });

  it('keeps the question when its likeness is looked at anew', () => {
    const candidates = [{ accountId: 'acc_old', score: 90, evidence }];
    const known = aCoupling(survivor, { candidates });
    const proposal = { candidates: [] };
    expect(nextCoupling(known, { debtor: survivor, couplingId, proposal, at })).toBe(undefined);
  });
});

describe('a merged debtor', () => {
  it('gives its link up, and says to whom', () => {
    const known = aCoupling(merged, { state: 'confirmed', accountId: 'acc_old', decidedBy: 'eva' });
    const released = releasedByMerge(known, survivor.recordId, at);
    expect(released).toMatchObject({ state: 'rejected', decidedBy: 'merged-debtor', version: 2 });
    expect(released.accountId).toBe(undefined);
    expect(released.reason).toContain(survivor.recordId);
  });

  it('is proposed to nobody, and again when it comes back', () => {
    const proposal = { candidates: [] };
    const gone = aDebtor({}, { survivorId: survivor.recordId });
    const withdrawn = nextCoupling(aCoupling(gone), { debtor: gone, couplingId, proposal, at });
    expect(withdrawn).toMatchObject({ state: 'rejected', decidedBy: 'merged-debtor' });
    expect(nextCoupling(withdrawn, { debtor: aDebtor(), couplingId, proposal, at })?.state).toBe('proposed');
  });
});
