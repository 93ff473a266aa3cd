import type { ResourceTypes } from '../template/index.ts';

/** The resource types of IAM. */
export const resourceTypes: ResourceTypes = {
  'AWS::IAM::Role': {
    uses: ['RoleName', 'Policies', 'ManagedPolicyArns', 'Path'],
    ignores: ['AssumeRolePolicyDocument', 'Description', 'MaxSessionDuration', 'Tags'],
    check: ({ PermissionsBoundary }) =>
      PermissionsBoundary === undefined ? undefined : 'permissions boundaries are not emulated',
    identify: ({ placed, name, digest }) => {
      const ref = name('RoleName', 64);
      const Arn = `arn:aws:iam::${placed.stack.account}:role/${ref}`;
      return { ref, attributes: { Arn, RoleId: `AROA${digest('UPPER', 17)}` } };
    },
  },
  'AWS::IAM::Policy': {
    uses: ['PolicyDocument', 'PolicyName', 'Roles'],
    ignores: ['Users', 'Groups'],
  },
  'AWS::IAM::ManagedPolicy': {
    uses: ['PolicyDocument', 'ManagedPolicyName', 'Roles', 'Path'],
    ignores: ['Description', 'Users', 'Groups'],
    identify: ({ placed, name }) => {
      const ref = `arn:aws:iam::${placed.stack.account}:policy/${name('ManagedPolicyName', 128)}`;
      return { ref, attributes: { PolicyArn: ref } };
    },
  },
};
