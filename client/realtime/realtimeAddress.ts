/**
 * Where AppSync's real-time endpoint is: on AppSync's own names `appsync-realtime-api` takes the place of
 * `appsync-api`; on a custom domain, and on the local cloud, it is below the GraphQL path.
 * https://docs.aws.amazon.com/appsync/latest/devguide/real-time-websocket-client.html
 */
export function realtimeAddress(endpoint: string): string {
  const url = new URL(endpoint);
  url.protocol = url.protocol === 'http:' ? 'ws:' : 'wss:';
  if (/\.appsync-api\./.test(url.hostname)) {
    url.hostname = url.hostname.replace('.appsync-api.', '.appsync-realtime-api.');
  } else {
    url.pathname = `${url.pathname.replace(/\/$/, '')}/realtime`;
  }
  return url.href;
}
