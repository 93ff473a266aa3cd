import { X509Certificate } from 'node:crypto';
import { get, createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { loadTlsCertificate } from '../../identity/index.ts';
import { folderOfTest } from '../helpers/makeTemporaryFolder.ts';

const statusOf = (port: number, ca?: string): Promise<number | string> =>
  new Promise((resolve) => {
    get({ host: '127.0.0.1', port, ca }, (response) => {
      response.resume();
      resolve(response.statusCode!);
    }).once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
  });

test('clients that trust the local authority accept the certificate, others do not', async () => {
  const certificate = await loadTlsCertificate(folderOfTest());
  const server = createServer({ key: certificate.key, cert: certificate.cert }, (_request, response) =>
    response.end('ok'),
  );
  onTestFinished(() => void server.close());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  expect(await statusOf(port, certificate.authority)).toBe(200);
  expect(await statusOf(port)).toMatch(/CERT|SIGNATURE/);
});

test('it is kept, and is for this machine alone', async () => {
  const folder = folderOfTest();
  const first = await loadTlsCertificate(folder);
  expect(await loadTlsCertificate(folder)).toEqual(first);
  const { subjectAltName, ca } = new X509Certificate(first.cert);
  expect(subjectAltName).toBe('DNS:localhost, IP Address:127.0.0.1');
  expect(ca).toBe(false);
});
