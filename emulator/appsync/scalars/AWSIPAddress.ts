import { isIPv4, isIPv6 } from 'node:net';
import { defineTextScalar } from './defineScalar.ts';

/**
 * An IPv4 or IPv6 address with an optional prefix length, `/24`.
 * https://docs.aws.amazon.com/appsync/latest/devguide/scalars.html
 */
export const AWSIPAddress = defineTextScalar('AWSIPAddress', 'An IPv4 or IPv6 address or block.', (text) => {
  const [address, prefix, ...rest] = text.split('/');
  if (rest.length > 0 || address.includes('%')) return false;
  const bits = isIPv4(address) ? 32 : isIPv6(address) ? 128 : -1;
  if (bits < 0) return false;
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= bits);
});
