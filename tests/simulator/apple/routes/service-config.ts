import type { SimulatorConfig } from '../config.ts';
import { errorCodes } from '../errors.ts';

const base = 'https://vpp.itunes.apple.com/mdm/v2/';

/** Reference 4.1: the simulator's own limits and URLs. */
export function serviceConfig(config: SimulatorConfig): string {
  return JSON.stringify({
    limits: config.limits,
    notificationTypes: [
      'ASSET_MANAGEMENT',
      'USER_MANAGEMENT',
      'USER_ASSOCIATED',
      'ASSET_COUNT',
      'SUBSCRIPTION_COUNT',
      'SUBSCRIPTION_MANAGEMENT',
      'UNLIMITED_ASSET',
      'TEST_NOTIFICATION',
    ],
    urls: {
      clientConfig: `${base}client/config`,
      getAssets: `${base}assets`,
      associateAssets: `${base}assets/associate`,
      disassociateAssets: `${base}assets/disassociate`,
      revokeAssets: `${base}assets/revoke`,
      getAssignments: `${base}assignments`,
      getUsers: `${base}users`,
      createUsers: `${base}users/create`,
      updateUsers: `${base}users/update`,
      retireUsers: `${base}users/retire`,
      eventStatus: `${base}status`,
      contentMetadataLookup: 'https://uclient-api.itunes.apple.com/WebObjects/MZStorePlatform.woa/wa/lookup',
      // The literal text %25inviteCode%25 is what a client replaces (reference 4.1).
      invitationEmail:
        'https://buy.itunes.apple.com/WebObjects/MZFinance.woa/wa/associateVPPUserWithITSAccount?inviteCode=%25inviteCode%25&mt=8',
    },
    errorCodes,
  });
}
