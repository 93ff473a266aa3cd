import { describe, expect, it } from 'vitest';
import { startKeys } from '../../../emulator/test/kms/startKeys.ts';
import { identifyVisitor } from '../../../functions/identify-visitor/identifyVisitor.ts';
import { createKeyCaller, VisitorSignature } from '../../../functions/shared/VisitorSignature.ts';
import { isVisitorId, type NewVisitor } from '../../../schema/contract/visitors.ts';

const now = Date.UTC(2026, 10, 28, 12);

/** The signature by the emulator's KMS, for a role that may do this with the key `macs`. */
const setUp = async (actions: string[], keyId = 'macs') => {
  const { endpoint, credentials } = await startKeys(actions);
  const call = createKeyCaller({ endpoint, region: 'us-east-1', credentials, timeout: 5_000 });
  return new VisitorSignature(call, keyId);
};
const newId = () => '0f8fad5b-d9cb-469f-a165-70867728950e';

describe('the signed id of a visitor', () => {
  it('is told from every other text, until its end', async () => {
    const signature = await setUp(['GenerateMac', 'VerifyMac']);
    const dependencies = { signature, newId, clock: () => now };
    const made = (await identifyVisitor({ kind: 'CREATE_VISITOR' }, dependencies)) as NewVisitor;
    const { visitorId, anonymousId, expiresAt } = made;
    expect(visitorId).toBe(`visitor-${newId()}`);
    expect(isVisitorId(visitorId)).toBe(true);
    expect(expiresAt).toBe(new Date(now + 400 * 86_400_000).toISOString());
    expect(await identifyVisitor({ authorizationToken: anonymousId }, dependencies)).toEqual({
      isAuthorized: true,
      resolverContext: { visitorId },
    });
    const [, end, mac] = anonymousId.split('~');
    const others = [
      visitorId,
      `${anonymousId} `,
      anonymousId.slice(0, -1),
      `${visitorId}~${Number(end) + 1}~${mac}`,
      `visitor-1f8fad5b-d9cb-469f-a165-70867728950e~${end}~${mac}`,
      `${visitorId}~${end}~${'A'.repeat(43)}`,
      '',
    ];
    for (const authorizationToken of others) {
      expect(await identifyVisitor({ authorizationToken }, dependencies)).toEqual({ isAuthorized: false });
    }
    expect(await signature.verify(anonymousId, Date.parse(expiresAt) - 1)).toBe(visitorId);
    expect(await signature.verify(anonymousId, Date.parse(expiresAt))).toBeUndefined();
  });

  it('cannot be made by whoever may only check it, nor by a key for something else', async () => {
    const checking = await setUp(['VerifyMac']);
    await expect(checking.sign(`visitor-${newId()}`, now)).rejects.toThrow(/AccessDenied|not authorized/);
    const other = await setUp(['GenerateMac'], 'plain');
    await expect(other.sign(`visitor-${newId()}`, now)).rejects.toThrow(/InvalidKeyUsage|not valid/);
  });

  it('is neither good nor bad while KMS does not answer', async () => {
    const made = await (await setUp(['GenerateMac'])).sign(`visitor-${newId()}`, now);
    const without = new VisitorSignature(() => Promise.reject(new Error('no route')), 'macs');
    await expect(without.verify(made.anonymousId, now)).rejects.toMatchObject({ code: 'SIGNING_UNAVAILABLE' });
  });
});
