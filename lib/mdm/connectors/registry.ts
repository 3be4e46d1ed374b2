import { applivery } from './applivery.ts';
import type { Connector } from './connector.ts';
import { fleet } from './fleet.ts';
import { intune } from './intune.ts';
import { jamfPro } from './jamf-pro.ts';
import { manageEngine, manageEngineCloud } from './manageengine.ts';
import { meraki } from './meraki.ts';
import { zentral } from './zentral.ts';

/** Every connector; docs/CONNECTORS.md says how to add one. */
const connectors: readonly Connector[] = [
  intune,
  jamfPro,
  fleet,
  manageEngine,
  manageEngineCloud,
  applivery,
  meraki,
  zentral,
];

export const getConnector = (id: string) => connectors.find((connector) => connector.id === id);
