import type { UserManifest } from 'wxt';
import { permissionTable } from './permission-table.ts';

const oldestChromium = '127';
const oldestFirefox = '140.0';

/** The manifest of one browser family; WXT adds the entrypoints. */
export function manifestFor(family: 'chromium' | 'firefox'): UserManifest {
  const own = {
    name: '__MSG_extensionName__',
    short_name: 'Orchardist',
    description: '__MSG_extensionDescription__',
    default_locale: 'en',
    permissions: permissionTable.required.map((entry) => entry.name),
    host_permissions: permissionTable.host.map((entry) => entry.name),
    optional_host_permissions: permissionTable.optionalHost.map((entry) => entry.name),
    optional_permissions: permissionTable.optional.map((entry) => entry.name),
    icons: { 16: 'icon/16.png', 32: 'icon/32.png', 48: 'icon/48.png', 128: 'icon/128.png' },
    action: { default_title: '__MSG_extensionName__' },
    content_security_policy: {
      extension_pages:
        "script-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    },
    // No permission, no warning: the browser speaks to us only after this word.
    omnibox: { keyword: 'orch' },
    declarative_net_request: {
      rule_resources: [{ id: 'apple-origin', enabled: true, path: 'rules/apple-origin.json' }],
    },
    commands: {
      _execute_action: { suggested_key: { default: 'Alt+Shift+O' } },
      'place-token': {
        // Not P: Chromium makes a tab group with it, and an extension gets no key that the browser has.
        suggested_key: { default: 'Alt+Shift+L' },
        description: '__MSG_placeTokenCommand__',
      },
    },
  } satisfies UserManifest;
  return family === 'chromium'
    ? {
        ...own,
        minimum_chrome_version: oldestChromium,
        // Firefox reads a policy from a native manifest and knows no schema.
        storage: { managed_schema: 'policy-schema.json' },
      }
    : {
        ...own,
        browser_specific_settings: {
          gecko: {
            id: 'orchardist@orchardist.app',
            strict_min_version: oldestFirefox,
            data_collection_permissions: { required: ['authenticationInfo', 'personallyIdentifyingInfo'] },
          },
        },
      };
}
