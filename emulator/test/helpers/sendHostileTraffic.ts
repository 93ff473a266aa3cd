import { connect, type Socket } from 'node:net';
import { connect as connectSecurely } from 'node:tls';
import type { SeededRandom } from './seededRandom.ts';

const targets = [
  '//',
  '/',
  '*',
  '',
  'http://',
  'http://[',
  'http://127.0.0.1:4000/graphql',
  '/graphql',
  '/graphql/realtime',
  '/graphql?header=%E0%A4%A',
  '/graphql/realtime?header=e30=&payload=e30=',
  '/graphql/realtime?header=bm90IGpzb24',
  '/%',
  '/%zz%00',
  '/../../etc/passwd',
  '/playground/..%2f..%2fpackage.json',
  '/endpoints/%E0/invocations',
  '/2015-03-31/functions/%/invocations',
  `/${'a'.repeat(20_000)}`,
  '\u00e9\u0000',
];
const headers = [
  'Host: 127.0.0.1',
  'Host: evil.example',
  'Host:',
  'Origin: https://evil.example',
  'Upgrade: websocket',
  'Upgrade: websocket, h2c',
  'Upgrade: ',
  'Connection: Upgrade',
  'Connection: close, keep-alive',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Version: 99',
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
  'Sec-WebSocket-Key: short',
  'Sec-WebSocket-Protocol: graphql-ws, header-e30',
  'Sec-WebSocket-Protocol: ,,,',
  'Sec-WebSocket-Extensions: permessage-deflate; a="',
  'Content-Length: -1',
  'Content-Length: 99999999999999999999',
  'Content-Length: 5',
  'Transfer-Encoding: chunked',
  'Transfer-Encoding: chunked, gzip',
  'Expect: 100-continue',
  'Expect: the unexpected',
  'X-Amz-Target: DynamoDB_20120810.PutItem',
  'X-Amz-Target: DynamoDB_20120810.',
  'X-Amz-Target: AWSStepFunctions.__proto__',
  'Authorization: AWS4-HMAC-SHA256 Credential=a/b/c/d/e, SignedHeaders=host, Signature=f',
  'Authorization: AWS4-HMAC-SHA256 ',
  'Authorization: a.b.c',
  'x-api-key: \u00ff\u00fe',
  'Content-Type: application/x-www-form-urlencoded',
  'no colon',
  ': no name',
  ` folded: a\r\n\tb`,
];
const bodies = [
  'null',
  '[]',
  '"text"',
  '{"query":',
  `${'['.repeat(20_000)}`,
  '{"TransactItems":[null]}',
  '5\r\nhello\r\n',
];
/** Whole, so that frames can follow. */
const openWebSocket = (target: string): string =>
  [
    `GET ${target} HTTP/1.1`,
    'Host: 127.0.0.1',
    'Upgrade: websocket',
    'Connection: Upgrade',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    'Sec-WebSocket-Protocol: graphql-ws',
    '',
    '',
  ].join('\r\n');
/** Masked by zeros: a text that is no JSON, a text of another kind, an unknown opcode, a bad close code, 2^63 bytes. */
const frames = [
  '818100000000 78',
  '818200000000 5b5d',
  '838000000000',
  '888200000000 0001',
  '81ffffffffffffffffff00000000',
]
  .map((hex) => Buffer.from(hex.replaceAll(' ', ''), 'hex'))
  .concat(Buffer.from('c18100000000ff', 'hex'), Buffer.from('8105', 'hex'));

const makeMessage = (random: SeededRandom): Buffer => {
  const kind = random.integer(10);
  if (kind === 0) return random.bytes(1 + random.integer(200));
  // Begins as a TLS handshake does.
  if (kind === 1) return Buffer.concat([Buffer.from([0x16, 3, 1]), random.bytes(random.integer(100))]);
  if (kind <= 4) {
    const parts = Array.from({ length: random.integer(4) }, () =>
      random.integer(3) === 0 ? random.bytes(1 + random.integer(40)) : random.pick(frames),
    );
    return Buffer.concat([
      Buffer.from(openWebSocket(random.pick(['/graphql/realtime', '/graphql', '//'])), 'latin1'),
      ...parts,
    ]);
  }
  const line = `${random.pick(['GET', 'POST', 'OPTIONS', 'CONNECT', 'PRI', 'G\u0000T'])} ${random.pick(targets)} ${random.pick(['HTTP/1.1', 'HTTP/1.0', 'HTTP/9', ''])}`;
  const lines = Array.from({ length: random.integer(8) }, () => random.pick(headers));
  return Buffer.from([line, ...lines, '', random.pick(bodies)].join('\r\n'), 'latin1');
};

/** Sends one message and ends in one of the ways in which a client may. @returns the socket when it stays open, silent */
const sendOne = (port: number, secure: boolean, message: Buffer, ending: number): Promise<Socket | undefined> =>
  new Promise((resolve) => {
    const options = { host: '127.0.0.1', port };
    const socket = secure
      ? connectSecurely({ ...options, rejectUnauthorized: false })
      : connect({ ...options, allowHalfOpen: true });
    socket.on('error', () => socket.destroy());
    socket.once('close', () => resolve(undefined));
    // Reads nothing, or everything.
    if (ending !== 1) socket.resume();
    socket.once(secure ? 'secureConnect' : 'connect', () => {
      if (ending === 0) socket.write(message, () => (secure ? socket.destroy() : socket.resetAndDestroy()));
      else if (ending === 1) socket.write(message, () => resolve(socket));
      else if (ending === 2) socket.write(message.subarray(0, message.length >> 1), () => resolve(socket));
      else socket.end(message, () => resolve(socket));
    });
  });

/**
 * Throws what no client sends at a port: broken request lines, headers, upgrades, frames and handshakes, over
 * connections that are reset, half closed, cut in the middle or kept open without a word.
 * @returns ends what stayed open
 */
export async function sendHostileTraffic(
  random: SeededRandom,
  { port, tls = false, runs }: { port: number; tls?: boolean; runs: number },
): Promise<() => void> {
  const open: Socket[] = [];
  for (let run = 0; run < runs; run += 1) {
    const secure = tls && random.integer(3) === 0;
    const socket = await sendOne(port, secure, makeMessage(random), random.integer(4));
    if (socket) open.push(socket);
    // Below the number of connections that a port takes.
    if (open.length > 200) open.splice(0, 100).forEach((one) => one.destroy());
  }
  return () => open.forEach((socket) => socket.destroy());
}
