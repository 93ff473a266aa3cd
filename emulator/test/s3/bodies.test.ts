import { readdirSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { Sha256 } from '@aws-crypto/sha256-js';
import { HttpRequest } from '@smithy/protocol-http';
import { SignatureV4 } from '@smithy/signature-v4';
import { describe, expect, test, vi } from 'vitest';
import { decodeChunks } from '../../s3/decodeChunks.ts';
import { chooseRuns, chooseSeed, seededRandom } from '../helpers/seededRandom.ts';
import { startBuckets } from './startBuckets.ts';

const encode = (parts: Buffer[], trailer: string): Buffer =>
  Buffer.concat([
    ...parts.flatMap((part) => [Buffer.from(`${part.length.toString(16)}\r\n`), part, Buffer.from('\r\n')]),
    Buffer.from(`0\r\n${trailer}\r\n`),
  ]);

const decode = async (pieces: Buffer[]): Promise<{ bytes: Buffer; trailers: Record<string, string> }> => {
  const trailers: Record<string, string> = {};
  const source = (async function* () {
    yield* pieces;
  })();
  const chunks: Buffer[] = [];
  for await (const chunk of decodeChunks(source, trailers)) chunks.push(chunk);
  return { bytes: Buffer.concat(chunks), trailers };
};

/** Cuts bytes at random places. */
const cut = (bytes: Buffer, random: ReturnType<typeof seededRandom>): Buffer[] => {
  const pieces: Buffer[] = [];
  for (let begin = 0; begin < bytes.length;) {
    const end = begin + 1 + random.integer(20);
    pieces.push(bytes.subarray(begin, end));
    begin = end;
  }
  return pieces;
};

describe('a body in chunks', () => {
  test('is read wherever the network cuts it', async () => {
    const random = seededRandom(chooseSeed());
    for (let run = 0; run < chooseRuns(200); run += 1) {
      const parts = Array.from({ length: random.integer(5) }, () => random.bytes(1 + random.integer(60)));
      const whole = encode(parts, 'x-amz-checksum-crc32:AAAA==\r\nx-other: 1\r\n');
      const { bytes, trailers } = await decode(cut(whole, random));
      expect(bytes.equals(Buffer.concat(parts))).toBe(true);
      expect(trailers).toEqual({ 'x-amz-checksum-crc32': 'AAAA==', 'x-other': '1' });
    }
  });

  test('that ends early or is none is refused, and never taken for whole', async () => {
    const whole = encode([Buffer.from('hello'), Buffer.from('world')], 'a:b\r\n');
    for (let length = 0; length < whole.length; length += 1) {
      await expect(decode([whole.subarray(0, length)])).rejects.toMatchObject({ code: 'IncompleteBody' });
    }
    for (const text of ['', 'zz\r\n', '5\r\nhelloo\r\n', '-5\r\nhello\r\n', `${'a'.repeat(20_000)}`]) {
      await expect(decode([Buffer.from(text)])).rejects.toMatchObject({ code: 'IncompleteBody' });
    }
  });
});

describe('a request that is signed and then goes wrong', () => {
  const send = async (headers: Record<string, string>, body: Buffer, breaksOff = false) => {
    const { client, endpoint, folder, buckets } = await startBuckets();
    const data = join(folder, 'archive', 'data');
    const { hostname, port } = new URL(endpoint);
    const signer = new SignatureV4({
      service: 's3',
      region: 'us-east-1',
      credentials: await client.config.credentials(),
      sha256: Sha256,
      uriEscapePath: false,
      applyChecksum: false,
    });
    const signed = await signer.sign(
      new HttpRequest({
        method: 'PUT',
        hostname,
        port: Number(port),
        path: '/archive/k',
        headers: { host: `${hostname}:${port}`, ...headers },
      }),
    );
    const answer = await new Promise<string>((resolve) => {
      const outgoing = request(
        { hostname, port, method: 'PUT', path: '/archive/k', headers: signed.headers },
        (response) => {
          response.setEncoding('utf8').on('data', (text: string) => resolve(`${response.statusCode} ${text}`));
        },
      );
      outgoing.on('error', () => resolve('broken off'));
      outgoing.write(body);
      if (breaksOff) void vi.waitUntil(() => readdirSync(data).length === 1, 20_000).then(() => outgoing.destroy());
      else outgoing.end();
    });
    await expect.poll(() => readdirSync(data)).toEqual([]);
    expect(buckets.find('archive').find('k')).toBeUndefined();
    return answer;
  };
  const unsigned = { 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' };

  test.each([
    [
      'another body than was signed',
      { 'x-amz-content-sha256': '0'.repeat(64), 'content-length': '2' },
      'XAmzContentSHA256Mismatch',
    ],
    ['a body without a length', { ...unsigned, 'transfer-encoding': 'chunked' }, 'MissingContentLength'],
    [
      'chunks that are signed',
      { 'x-amz-content-sha256': 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD', 'content-length': '2' },
      'NotImplemented',
    ],
    [
      'a checksum that is not known here',
      { ...unsigned, 'content-length': '2', 'x-amz-checksum-crc64nvme': 'x' },
      'NotImplemented',
    ],
    [
      'chunks that are none',
      {
        'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
        'x-amz-decoded-content-length': '2',
        'content-length': '2',
      },
      'IncompleteBody',
    ],
    ['the bucket in the host', { ...unsigned, 'content-length': '2', host: 'archive.localhost' }, 'forcePathStyle'],
  ])('has %s', async (_name, headers, code) => {
    expect(await send(headers as Record<string, string>, Buffer.from('hi'))).toContain(code);
  });

  test('breaks off in the middle of its body', async () => {
    expect(await send({ ...unsigned, 'content-length': '100000' }, Buffer.alloc(50_000), true)).toBe('broken off');
  });
});
