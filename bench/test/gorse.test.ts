import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { gorseEvent, gorseList, startGorse } from '../local/Gorse.ts';
import { HttpConnection } from '../local/HttpConnection.ts';

const folder = mkdtempSync(join(tmpdir(), 'recsync-gorse-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Answers as Gorse 0.5 documents it, and has lists only once it is started with data, as that fits when it starts. */
const double = `#!${process.execPath}
const { appendFileSync, existsSync, readFileSync } = require('node:fs');
const { createServer } = require('node:http');
const { join } = require('node:path');
const config = readFileSync(process.argv[process.argv.indexOf('--config') + 1], 'utf8');
const port = Number(/^http_port = (\\d+)$/m.exec(config)[1]);
const rows = join(${JSON.stringify(folder)}, 'rows');
const fitted = existsSync(rows);
createServer((request, response) => {
  let body = '';
  request.on('data', (chunk) => (body += chunk));
  request.on('end', () => {
    const { pathname, searchParams } = new URL(request.url, 'http://gorse');
    const answers = {
      'GET /api/health/live': () => ({ Ready: true }),
      'POST /api/items': () => ({ RowAffected: JSON.parse(body).length }),
      'POST /api/feedback': () => {
        for (const row of JSON.parse(body)) appendFileSync(rows, JSON.stringify(row) + '\\n');
        return { RowAffected: JSON.parse(body).length };
      },
      'GET /api/recommend/u1': () => (fitted ? Array.from({ length: searchParams.get('n') }, (_, at) => 'i' + at) : []),
    };
    const answer = answers[request.method + ' ' + pathname];
    response.writeHead(answer ? 200 : 404).end(JSON.stringify(answer?.() ?? {}));
  });
}).listen(port, '127.0.0.1');
`;

describe('Gorse as a peer', () => {
  it('gets the data, is started again to fit, and answers lists and events', async () => {
    const binary = join(folder, 'gorse-in-one');
    writeFileSync(binary, double);
    chmodSync(binary, 0o700);
    const interaction = { userId: 'u1', itemId: 'i1', eventType: 'VIEW', timestamp: '2026-11-29T00:00:00.000Z' };
    const gorse = await startGorse({
      ...{ binary, folder: join(folder, 'state'), itemIds: ['i1'], interactions: [interaction], userId: 'u1' },
    });
    const connection = new HttpConnection(gorse.url);
    try {
      await gorseList(['u1'])(connection, 1);
      await gorseEvent(['u1'], ['i1'])(connection, 1);
      await expect(gorseList(['nobody'])(connection, 1)).rejects.toThrow('Gorse answered 404');
    } finally {
      connection.close();
      await gorse.stop();
    }
    const rows = readFileSync(join(folder, 'rows'), 'utf8').trim().split('\n');
    expect(rows).toHaveLength(2);
    expect(JSON.parse(rows[0])).toEqual({
      ...{ FeedbackType: 'VIEW', UserId: 'u1', ItemId: 'i1', Timestamp: '2026-11-29T00:00:00.000Z' },
    });
  });
});
