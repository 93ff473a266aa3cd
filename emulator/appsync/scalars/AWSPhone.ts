import { defineTextScalar } from './defineScalar.ts';

/**
 * A phone number, its digits in groups parted by spaces or hyphens. Without a country code it is a North American one.
 * https://docs.aws.amazon.com/appsync/latest/devguide/scalars.html
 */
export const AWSPhone = defineTextScalar('AWSPhone', 'A phone number.', (text) => {
  if (!/^\+?(?:\(\d+\)|\d+)(?:[ -]?(?:\(\d+\)|\d+))*$/.test(text)) return false;
  const digits = text.replace(/\D/g, '');
  if (text.startsWith('+')) return digits.length >= 7 && digits.length <= 15;
  return /^1?[2-9]\d{2}[2-9]\d{6}$/.test(digits);
});
