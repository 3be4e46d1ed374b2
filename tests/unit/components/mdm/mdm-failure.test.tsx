import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { MdmFailure } from '../../../../components/mdm/mdm-failure.tsx';
import type { MdmRow } from '../../../../lib/cache/mdm-rows.ts';

const intune: MdmRow = {
  ...{ id: 'i', way: { by: 'api', connector: 'intune' }, name: 'Intune', createdAt: 1 },
  settings: { cloud: 'global', clientId: 'c' },
};
const cloud: MdmRow = {
  ...{ id: 'm', way: { by: 'api', connector: 'manageengine-cloud' }, name: 'ManageEngine', createdAt: 1 },
  settings: { origin: 'https://mdm.manageengine.eu', clientId: 'c' },
};

test.each([
  [intune, 'graph.microsoft.com'],
  [cloud, 'accounts.zoho.eu'],
  [undefined, 'fleet.example.org:8080'],
])('opens the host that could not be reached, and no other (%#)', (row, address) => {
  const failure = { code: 'mdm-unreachable', details: { address } } as const;
  const shown = renderToStaticMarkup(<MdmFailure failure={failure} row={row} onAllowed={() => undefined} />);
  expect(/href="([^"]*)"/.exec(shown)?.[1]).toBe(`https://${address}`);
});
