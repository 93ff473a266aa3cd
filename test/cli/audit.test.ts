import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { folderOfTest } from '../../emulator/test/helpers/makeTemporaryFolder.ts';
import { readAudit } from '../../cli/readAudit.ts';

let server: Server | undefined;
afterEach(() => server?.close());

const advisory = {
  id: 1,
  url: 'https://example.org/advisories/1',
  title: 'A text ends the parser',
  severity: 'high',
  vulnerable_versions: '>=0.0.0',
  cwe: [],
  cvss: { score: 0, vectorString: null },
};

/** npm's own client, asked to talk to a registry that answers every question for advisories alike. */
async function audit(status: number, advisories: object, ...given: string[]) {
  const asked: string[] = [];
  server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    const isQuestion = request.method === 'POST';
    request.resume().on('end', () => {
      response.writeHead(isQuestion ? status : 404, { 'content-type': 'application/json' });
      response.end(JSON.stringify(isQuestion && status === 200 ? advisories : {}));
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const child = spawn(process.execPath, ['--import', 'tsx', 'cli/audit.ts', ...given], {
    env: {
      ...process.env,
      npm_config_registry: `http://127.0.0.1:${port}/`,
      npm_config_cache: folderOfTest(),
      npm_config_fetch_retry_mintimeout: '1',
      npm_config_fetch_retry_maxtimeout: '1',
    },
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (text) => (stdout += text));
  child.stderr.on('data', (text) => (stderr += text));
  const [code] = await once(child, 'close');
  return { code, stdout, stderr, asked };
}

describe('recsync audit', () => {
  test('is content where the registry knows of nothing', async () => {
    const { code, stdout, asked } = await audit(200, {});
    expect([code, stdout]).toEqual([0, 'No advisory of severity low or above.\n']);
    expect(asked[0]).toMatch(/^POST .*advisories/);
  });

  test('names each advisory, and ends with 1', async () => {
    const { code, stdout } = await audit(200, { graphql: [advisory] }, '--json');
    expect(code).toBe(1);
    expect(JSON.parse(stdout).findings).toEqual([
      {
        package: 'graphql',
        range: '>=0.0.0',
        severity: 'high',
        title: advisory.title,
        url: advisory.url,
      },
    ]);
  });

  test('says that nobody answered, which is not that all is well', async () => {
    const { code, stdout, stderr } = await audit(503, {});
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^The registry did not answer, so nothing is known of advisories: .+\n$/);
  });
});

describe('readAudit', () => {
  const report = (...advisories: object[]): string =>
    JSON.stringify({ auditReportVersion: 2, vulnerabilities: { a: { via: advisories }, b: { via: ['a'] } } });
  const one = { name: 'a', title: 't', url: 'u', range: '<2', severity: 'moderate' };

  test('counts from the level that is asked for, the worst first, each once', () => {
    const worst = { ...one, name: 'c', url: 'v', severity: 'critical' };
    const findings = readAudit(report(one, worst, one), 'low')!;
    expect(findings.map(({ package: name }) => name)).toEqual(['c', 'a']);
    expect(readAudit(report(one), 'high')).toEqual([]);
  });

  test.each(['', 'npm error', '{"error":{"summary":"no"}}', '{"message":"request failed"}'])(
    'takes %j for no answer',
    (text) => expect(readAudit(text, 'low')).toBeUndefined(),
  );
});
