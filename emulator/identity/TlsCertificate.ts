import { X509Certificate } from 'node:crypto';
import { generate } from 'selfsigned';
import { keepFile, writePrivate } from './LocalKeys.ts';

/** PEM texts. */
export interface TlsCertificate {
  key: string;
  cert: string;
  /** The certificate of the authority that signed it: what clients are told to trust (NODE_EXTRA_CA_CERTS). */
  authority: string;
}

const years = (count: number): Date => new Date(Date.now() + count * 365 * 86_400_000);

const make = async (): Promise<TlsCertificate> => {
  const authority = await generate([{ name: 'commonName', value: 'local cloud authority' }], {
    keySize: 2048,
    algorithm: 'sha256',
    notAfterDate: years(5),
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
  const leaf = await generate([{ name: 'commonName', value: 'localhost' }], {
    keySize: 2048,
    algorithm: 'sha256',
    // Browsers refuse certificates that live longer than 825 days.
    notAfterDate: years(2),
    ca: { key: authority.private, cert: authority.cert },
    extensions: [
      { name: 'basicConstraints', cA: false },
      { name: 'keyUsage', digitalSignature: true, keyEncipherment: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'localhost' },
          { type: 7, ip: '127.0.0.1' },
        ],
      },
    ],
  });
  return { key: leaf.private, cert: leaf.cert, authority: authority.cert };
};

/** The certificate in `tls/` of the state folder; made anew when missing or about to expire. */
export async function loadTlsCertificate(folder: string): Promise<TlsCertificate> {
  const kept = JSON.parse(keepFile(folder, 'certificate.json', () => '{}')) as Partial<TlsCertificate>;
  if (kept.cert !== undefined && Date.parse(new X509Certificate(kept.cert).validTo) > Date.now() + 86_400_000) {
    return kept as TlsCertificate;
  }
  const made = await make();
  writePrivate(folder, 'certificate.json', JSON.stringify(made));
  writePrivate(folder, 'authority.pem', made.authority);
  return made;
}
