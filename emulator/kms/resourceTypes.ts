import type { ResourceTypes } from '../template/index.ts';

/** The resource types of KMS. */
export const resourceTypes: ResourceTypes = {
  'AWS::KMS::Key': {
    uses: ['KeySpec', 'KeyUsage'],
    ignores: [
      'BypassPolicyLockoutSafetyCheck',
      'Description',
      'Enabled',
      'EnableKeyRotation',
      'KeyPolicy',
      'MultiRegion',
      'Origin',
      'PendingWindowInDays',
      'RotationPeriodInDays',
      'Tags',
    ],
    check: ({ KeySpec, KeyUsage }) => {
      if (KeyUsage !== 'GENERATE_VERIFY_MAC' || KeySpec === 'HMAC_256') return undefined;
      return `keys for MACs of the kind ${String(KeySpec)} are not emulated (only HMAC_256)`;
    },
    identify: ({ digest, arn }) => {
      const hex = digest('LOWER', 32);
      const ref = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
      return { ref, attributes: { Arn: arn('kms', `key/${ref}`), KeyId: ref } };
    },
  },
};
