/** The pages of Apple's portals where a token is downloaded (reference portal 1.2, 1.4). Pure. */
export interface PortalPage {
  portal: 'business' | 'school';
  address: string;
}

const school: PortalPage = {
  portal: 'school',
  address: 'https://school.apple.com/#/main/preferences/paymentsandbilling/appsandbooks',
};
const business: PortalPage = {
  portal: 'business',
  address: 'https://business.apple.com/main/preferences/paymentsandbilling/appsandbooks',
};

/**
 * Where the token of a location is. Both while Apple has not said which portal it belongs to; an address of Apple's
 * answer is compared, never followed.
 */
export function portalPages(websiteURL: string | undefined): readonly PortalPage[] {
  const portal = portalOf(websiteURL);
  if (portal === undefined) return [business, school];
  return [portal === 'school' ? school : business];
}

export function portalOf(websiteURL: string | undefined): PortalPage['portal'] | undefined {
  if (websiteURL === undefined || !URL.canParse(websiteURL)) return undefined;
  const { hostname } = new URL(websiteURL);
  if (hostname === 'school.apple.com') return 'school';
  return hostname === 'business.apple.com' ? 'business' : undefined;
}
