import type { FileKind } from './cell.ts';
import type { PortalOptions } from './create-portal.ts';

export interface DeliveredFile {
  name: string;
  type: string;
  text: string;
}

/** What the page's download gives: a content token, or a file that people take for one (portal reference 1.10). */
export function deliveredFile(kind: FileKind, options: PortalOptions, location?: string): DeliveredFile {
  switch (kind) {
    case 'token':
      return {
        name: options.fileName(location),
        type: 'application/octet-stream',
        text: options.tokenText(location),
      };
    case 'p7m':
      return { name: 'Server_Token_smime.p7m', type: 'application/pkcs7-mime', text: enrolmentToken };
    case 'pem':
      return { name: 'api_account.pem', type: 'application/x-pem-file', text: apiKey };
    case 'csv':
      return {
        name: 'devices.csv',
        type: 'text/csv',
        text: 'serialNumber,model,status\r\nC02EXAMPLE01,iPad,ASSIGNED\r\n',
      };
  }
}

const enrolmentToken = `Content-Type: application/pkcs7-mime; name="smime.p7m"; smime-type=enveloped-data\r
Content-Transfer-Encoding: base64\r
Content-Disposition: attachment; filename="smime.p7m"\r
\r
${'MIAGCSqGSIb3DQEHA6CAMIACAQAxggEwMIIBLAIBADAUMA8xDTALBgNVBAMMBHRl\r\n'.repeat(12)}`;

// Not a key: the letters only look like one.
const apiKey = `-----BEGIN EC PRIVATE KEY-----
${'MHcCAQEEIExampleExampleExampleExampleExampleExampleExampleExampl\n'.repeat(3)}-----END EC PRIVATE KEY-----
`;
