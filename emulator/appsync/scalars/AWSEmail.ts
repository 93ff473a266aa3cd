import { defineTextScalar } from './defineScalar.ts';

const localPart = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const label = /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/;

/** `local-part@domain-part`, RFC 822. https://docs.aws.amazon.com/appsync/latest/devguide/scalars.html */
export const AWSEmail = defineTextScalar('AWSEmail', 'An e-mail address.', (text) => {
  const at = text.lastIndexOf('@');
  if (at < 1 || at > 64 || text.length > 254) return false;
  const labels = text.slice(at + 1).split('.');
  return localPart.test(text.slice(0, at)) && labels.length > 1 && labels.every((part) => label.test(part));
});
