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
            ...formOf(token, boundary),
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

/** The part's headers as Fleet's own page sends them (mdm reference 2.3). */
const formOf = (token: string, boundary: string) => ({
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
});

/** What each is told when a location is added, with the answers of `api-mdms.ts`. */
export function expectedAdd(connector: string, token: string, boundary: string): Written[] {
  switch (connector) {
    case 'intune': {
      const body =
        `{"@odata.type":"#microsoft.graph.vppToken","token":"${token}","displayName":"HQ",` +
        '"appleId":"vpp@example.org","vppTokenAccountType":"business","countryOrRegion":"us",' +
        '"automaticallyUpdateApps":false,"dataSharingConsentGranted":true}';
      return [{ method: 'POST', path: '/beta/deviceAppManagement/vppTokens', body, type: json }];
    }
    case 'jamf-pro': {
      const body = `{"serviceToken":"${token}","name":"HQ"}`;
      return [{ method: 'POST', path: '/api/v1/volume-purchasing-locations', body, type: json }];
    }
    case 'fleet':
      return [{ method: 'POST', path: '/api/v1/fleet/vpp_tokens', ...formOf(token, boundary) }];
    default: {
      const body = expect.stringMatching(
        /^\{"vpp_token_file":900719925474\d{4},"email_address":"vpp@example\.org"\}$/,
      );
      return [
        { method: 'POST', path: '/api/v1/mdm/files', body: token, type: 'application/octet-stream' },
        { method: 'POST', path: '/api/v1/mdm/apps/account/vpp', body, type: json },
      ];
    }
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
        body: expect.stringMatching(/^\{"vpp_token_file":900719925474\d{4}\}$/),
        type: json,
      },
      { method: 'POST', path: `${account}/sync/${recordId}`, body: '', type: undefined },
    ],
    authorization: (secret) =>
      connector === 'manageengine' ? exactly(secret) : /^Zoho-oauthtoken 1000\.[0-9a-f]{40}$/,
  };
}
