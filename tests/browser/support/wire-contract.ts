/** What each MDM's API is told when a record is renewed, byte for byte (mdm reference 2). */
import { expect } from 'vitest';

export const isSignIn = (path: string) => /\/(authorize|token)(\?|$)/.test(path) && !path.includes('vpp');

interface Written {
  method: string;
  path: string;
  body: unknown;
  type: unknown;
}
interface Contract {
  writes: Written[];
  authorization(secret: string): RegExp;
}

const bearer = () => /^Bearer [\w-]{30,}$/;
const exactly = (text: string) => new RegExp(`^${RegExp.escape(text)}$`);
const fileName = 'sToken_for_Head_Office.vpptoken';
const json = 'application/json';

export function expectedWrites(
  connector: string,
  { token, recordId, boundary }: { token: string; recordId: string; boundary: string },
): Contract {
  switch (connector) {
    case 'intune': {
      const path = `/beta/deviceAppManagement/vppTokens/${recordId}`;
      const body = `{"@odata.type":"#microsoft.graph.vppToken","token":"${token}"}`;
      return {
        writes: [
          { method: 'PATCH', path, body, type: json },
          { method: 'POST', path: `${path}/syncLicenses`, body: '', type: undefined },
        ],
        authorization: bearer,
      };
    }
    case 'jamf-pro':
      return {
        writes: [
          {
            method: 'PATCH',
            path: `/api/v1/volume-purchasing-locations/${recordId}`,
            body: `{"serviceToken":"${token}"}`,
            type: 'application/merge-patch+json',
          },
        ],
        authorization: bearer,
      };
    case 'fleet':
      return {
        writes: [
          {
            method: 'PATCH',
            path: `/api/v1/fleet/vpp_tokens/${recordId}/renew`,
            body: [
              `--${boundary}`,
              `Content-Disposition: form-data; name="token"; filename="${fileName}"`,
              'Content-Type: application/octet-stream',
              '',
              token,
              `--${boundary}--`,
              '',
            ].join('\r\n'),
            type: `multipart/form-data; boundary=${boundary}`,
          },
        ],
        authorization: (secret) => exactly(`Bearer ${secret}`),
      };
    case 'applivery':
      return {
        writes: [
          {
            method: 'POST',
            path: '/v1/organizations/org-42/mdm/apple/enterprise/vpp/locations/',
            body: `{"token":"${token}"}`,
            type: json,
          },
        ],
        authorization: (secret) => exactly(`Bearer ${secret}`),
      };
    default:
      return manageEngine(connector, token, recordId);
  }
}

/** Two steps; the ids have more digits than a number, and the file's is its own. */
function manageEngine(connector: string, token: string, recordId: string): Contract {
  const account = '/api/mdm/apps/account/vpp';
  return {
    writes: [
      { method: 'POST', path: '/api/v1/mdm/files', body: token, type: 'application/octet-stream' },
      {
        method: 'PUT',
        path: `${account}/${recordId}`,
        body: expect.stringMatching(/^\{"vpp_token_file":9007199254743\d{3}\}$/),
        type: json,
      },
      { method: 'POST', path: `${account}/sync/${recordId}`, body: '', type: undefined },
    ],
    authorization: (secret) =>
      connector === 'manageengine' ? exactly(secret) : /^Zoho-oauthtoken 1000\.[0-9a-f]{40}$/,
  };
}
