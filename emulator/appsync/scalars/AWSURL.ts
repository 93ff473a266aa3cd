import { defineTextScalar } from './defineScalar.ts';

/**
 * A URL with a scheme and without two slashes in its path (RFC 1738), kept as the text it came as.
 * https://docs.aws.amazon.com/appsync/latest/devguide/scalars.html
 */
export const AWSURL = defineTextScalar('AWSURL', 'A URL with a scheme.', (text) => {
  if (!/^[A-Za-z][A-Za-z0-9+.-]*:\S+$/.test(text) || !URL.canParse(text)) return false;
  const url = new URL(text);
  const withAuthority = text.slice(url.protocol.length).startsWith('//');
  if (['http:', 'https:', 'ftp:'].includes(url.protocol) && !withAuthority) return false;
  return !url.pathname.includes('//');
});
