import { generate } from 'selfsigned';

/** A certificate of one's own for all host names, new at every start. */
export async function createCertificate(hosts: readonly string[]): Promise<{ key: string; cert: string }> {
  const altNames = hosts.map((value) => ({ type: 2 as const, value }));
  const made = await generate([{ name: 'commonName', value: 'Apple service simulator' }], {
    keyType: 'ec',
    curve: 'P-256',
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: false },
      { name: 'keyUsage', digitalSignature: true },
      { name: 'extKeyUsage', serverAuth: true },
      { name: 'subjectAltName', altNames },
    ],
  });
  return { key: made.private, cert: made.cert };
}
