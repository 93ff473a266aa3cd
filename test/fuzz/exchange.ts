import { connect } from 'node:net';

/** What a server said on one connection until it or the client ended it. */
export interface Reply {
  /** Of the HTTP answer; undefined when the connection was closed without one. */
  status?: number;
  /** Behind the headers, chunks put together. */
  body: string;
  /** After an upgrade: texts in order, and the code of a close. */
  messages: string[];
  closeCode?: number;
}

/** How long a server may be silent before the client goes, in milliseconds: these have said all that they say. */
const patience = 250;
/** How long until what must come, in milliseconds; most of it is for a busy machine. */
const firstPatience = 20_000;

/**
 * Sends bytes as they are and collects what comes back, without a library that would put either right.
 * @param parts each but the first goes out when something came back, or after a silence
 * @param isComplete false where the server may rightly wait for more: then silence is no fault
 * @param isEnough whether what came is all that is waited for; left out, silence says so
 */
export function exchange(
  port: number,
  parts: readonly Buffer[],
  { isComplete = true, isEnough = () => true }: { isComplete?: boolean; isEnough?: (reply: Reply) => boolean } = {},
): Promise<Reply> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    const received: Buffer[] = [];
    const rest = [...parts];
    let timer: NodeJS.Timeout;
    /** "100 Continue" is not the answer yet. */
    const hasCome = (reply: Reply): boolean => isEnough(reply) && (reply.status !== undefined || !isComplete);
    /** Sends the next part, or goes, when it was silent for so long. */
    const waitFor = (milliseconds: number): void => {
      clearTimeout(timer);
      timer = setTimeout(() => (rest.length > 0 ? sendNext() : socket.destroy()), milliseconds);
    };
    const sendNext = (): void => {
      socket.write(rest.shift()!);
      waitFor(isComplete && received.length === 0 ? firstPatience : 4 * patience);
    };
    socket.on('connect', sendNext);
    socket.on('data', (piece) => {
      received.push(piece);
      if (rest.length > 0) sendNext();
      else waitFor(hasCome(parse(Buffer.concat(received))) ? patience : firstPatience);
    });
    socket.on('error', () => socket.destroy());
    socket.on('end', () => socket.destroy());
    socket.on('close', () => {
      clearTimeout(timer);
      resolve(parse(Buffer.concat(received)));
    });
  });
}

function parse(bytes: Buffer): Reply {
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0) return { body: '', messages: [] };
  const head = bytes.toString('latin1', 0, end);
  const rest = bytes.subarray(end + 4);
  const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(head)?.[1]);
  if (status === 100) return parse(rest);
  if (status === 101) return { status, body: '', ...parseFrames(rest) };
  const body = /transfer-encoding: chunked/i.test(head) ? joinChunks(rest) : rest;
  return { status, body: body.toString(), messages: [] };
}

function joinChunks(bytes: Buffer): Buffer {
  const chunks: Buffer[] = [];
  for (let at = 0; at < bytes.length;) {
    const end = bytes.indexOf('\r\n', at);
    const size = parseInt(bytes.toString('latin1', at, end), 16);
    if (!(size > 0)) break;
    chunks.push(bytes.subarray(end + 2, end + 2 + size));
    at = end + 4 + size;
  }
  return Buffer.concat(chunks);
}

/** Frames of a server, which are whole and not masked (RFC 6455, section 5.2). */
function parseFrames(bytes: Buffer): Pick<Reply, 'messages' | 'closeCode'> {
  const messages: string[] = [];
  let closeCode: number | undefined;
  for (let at = 0; at + 2 <= bytes.length;) {
    const opcode = bytes[at] & 15;
    let length = bytes[at + 1] & 127;
    let start = at + 2;
    if (length === 126) [length, start] = [bytes.readUInt16BE(at + 2), at + 4];
    else if (length === 127) [length, start] = [Number(bytes.readBigUInt64BE(at + 2)), at + 10];
    const payload = bytes.subarray(start, start + length);
    if (opcode === 1) messages.push(payload.toString());
    if (opcode === 8 && length >= 2) closeCode = payload.readUInt16BE(0);
    at = start + length;
  }
  return { messages, closeCode };
}

/** One frame of a client, masked as it must be; the mask is zeros, so that bytes stay readable. */
export function frame(opcode: number, payload: Buffer, { isLast = true, isMasked = true, reserved = 0 } = {}): Buffer {
  const first = (isLast ? 0x80 : 0) | (reserved << 4) | opcode;
  const mask = isMasked ? 0x80 : 0;
  const length =
    payload.length < 126
      ? Buffer.from([first, mask | payload.length])
      : payload.length < 65_536
        ? Buffer.from([first, mask | 126, payload.length >> 8, payload.length & 255])
        : Buffer.concat([Buffer.from([first, mask | 127]), bigEndian(payload.length)]);
  return Buffer.concat([length, isMasked ? Buffer.alloc(4) : Buffer.alloc(0), payload]);
}

function bigEndian(length: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(length));
  return bytes;
}
