/** MDM: setting one up, and the click that sends a location's token there, by keyboard alone. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { bundleSeed, putRow, showScene } from './screens-page.ts';
import { readTable } from './support/extension.ts';
import { expectFine } from './support/holder-screens.ts';
import { type Chromium, errorsIn, launchChromium } from './support/launch-chromium.ts';
import { startLoopbackHosts } from './support/loopback-hosts.ts';

/** The location whose token is handed over, as it lies in the cache. */
async function readLocation(page: Page) {
  const rows = await page.evaluate(`(${readTable})('orchardist', 'locations')`);
  return z
    .array(z.looseObject({ uId: z.string() }))
    .parse(rows)
    .find(({ uId }) => uId === north);
}

let net: Awaited<ReturnType<typeof startLoopbackHosts>>;
let chromium: Chromium;
let seedCode: string;

const north = '2049025000431439';
const at = Date.UTC(2026, 10, 20);
const day = 86_400_000;

const jamf = {
  id: 'mdm-jamf',
  way: { by: 'api', connector: 'jamf-pro' },
  name: 'Jamf Pro (Head Office)',
  settings: { origin: 'https://acme.jamfcloud.com', clientId: 'abc' },
  createdAt: at,
  checked: { at },
};
const fleet = {
  id: 'mdm-fleet',
  way: { by: 'api', connector: 'fleet' },
  name: 'Fleet',
  settings: { origin: 'https://fleet.example.org' },
  createdAt: at,
  checked: { at, failure: { code: 'mdm-unreachable', details: { address: 'fleet.example.org' } } },
};
const mosyle = {
  id: 'mdm-mosyle',
  way: { by: 'page', preset: 'mosyle' },
  name: 'Mosyle',
  settings: { address: 'https://mybusiness.mosyle.com/' },
  createdAt: at,
};
const zentral = {
  id: 'mdm-zentral',
  way: { by: 'api', connector: 'zentral' },
  name: 'Zentral',
  settings: { origin: 'https://zentral.example.org' },
  createdAt: at,
};
const applivery = {
  id: 'mdm-applivery',
  way: { by: 'api', connector: 'applivery' },
  name: 'Applivery',
  settings: { organizationId: 'org-42' },
  createdAt: at,
  checked: { at, isUntold: true },
};
const delivery = {
  ...{ id: 'delivery-1', uId: north, mdmId: jamf.id, startedAt: at, updatedAt: at },
  ...{ fingerprint: '00000000', expiresAt: at + 365 * day },
};
const records = [
  { id: '1', name: 'ABM North', organizationName: 'Example School District', expiresAt: at + 2 * day },
  { id: '2', name: 'Old campus', locationName: 'North Campus', expiresAt: at - 9 * day, state: 'expired' },
];

beforeAll(async () => {
  net = await startLoopbackHosts(['vpp.itunes.apple.com', 'itunes.apple.com'], (_, response) =>
    response.writeHead(503).end(),
  );
  chromium = await launchChromium({ net });
  seedCode = await bundleSeed();
});
afterAll(async () => {
  await chromium?.close();
  await net?.close();
});

async function open(hash: string, mdms: readonly object[]): Promise<Page> {
  const page = await chromium.openConsole('/settings');
  await showScene(page, seedCode, 'healthy');
  for (const row of mdms) await putRow(page, seedCode, 'mdms', row);
  await page.goto(page.url().replace(/#.*/, `#${hash}`));
  await page.reload();
  return page;
}

describe('the screen', () => {
  test('says at first what an MDM is set up for, and leads to the kinds', async () => {
    const page = await open('/mdm', []);
    await page.getByRole('heading', { name: 'Set up your first MDM' }).waitFor();
    await expectFine(page, 'mdm-empty');
    await page.getByRole('button', { name: 'Add an MDM' }).press('Enter');
    await page.getByRole('button', { name: 'Jamf Pro' }).first().waitFor();
    await expectFine(page, 'mdm-kinds');
    await page.close();
  });

  test('finds a kind, asks for its fields, and refuses an address without HTTPS beside the field', async () => {
    const page = await open('/mdm?add=choose', []);
    await page.getByLabel('Search MDMs').fill('fleet');
    expect(await page.getByRole('button', { name: 'Jamf Pro' }).count()).toBe(0);
    await page.getByRole('button', { name: 'Fleet' }).first().press('Enter');
    await page.getByLabel('Your name for it').fill('Fleet');
    await page.getByRole('textbox', { name: 'Address' }).fill('http://fleet.example.org');
    const secret = page.getByLabel('API token', { exact: true });
    await secret.fill('secret');
    expect(await secret.getAttribute('type')).toBe('password');
    await secret.press('Enter');
    await page.getByText('Enter an address that begins with https://.').waitFor();
    await page.getByRole('textbox', { name: 'Address' }).fill('https://fleet.example.org:8080/login');
    await page.getByText('The browser asks you for access to fleet.example.org.').waitFor();
    await expectFine(page, 'mdm-form');
    await page.close();
  });

  test('of a console asks for the hosts of its frames too, and for exactly these', async () => {
    const page = await open('/mdm?add=page:intune', []);
    const frames = page.getByRole('textbox', { name: 'Hosts of its frames' });
    expect(await frames.inputValue()).toBe('*.reactblade.portal.azure.net');
    await page.getByLabel('Your name for it').fill('Intune');
    await page.getByRole('textbox', { name: 'Address of the console' }).fill('intune.microsoft.com');
    await frames.fill('*');
    await frames.press('Enter');
    await page.getByText('Enter host names such as forms.example.org or *.example.org.').waitFor();
    await frames.fill('forms.example.net, *.portal.azure.net');
    await page.getByText('access to intune.microsoft.com, forms.example.net, *.portal.azure.net.').waitFor();
    await expectFine(page, 'mdm-frames');
    await page.close();
  });

  test('lists what is set up, with what is wrong and its cure', async () => {
    const page = await open('/mdm', [jamf, fleet, mosyle, applivery]);
    const own = page.getByRole('region', { name: 'Fleet' });
    await own.getByText('fleet.example.org cannot be reached.').waitFor();
    const link = own.getByRole('link', { name: 'Open the address in a tab' });
    expect(await link.getAttribute('href')).toBe('https://fleet.example.org');
    await page.getByRole('region', { name: 'Jamf Pro (Head Office)' }).getByText('Works').waitFor();
    await page.getByRole('region', { name: 'Mosyle' }).getByText('In the console:').waitFor();
    await page.getByRole('region', { name: 'Applivery' }).getByText('Shows with the first token').waitFor();
    await expectFine(page, 'mdm-list');

    await own.getByRole('button', { name: 'Change' }).press('Enter');
    expect(await page.getByRole('textbox', { name: 'Address' }).inputValue()).toBe(
      'https://fleet.example.org',
    );
    await page.getByText('Leave it empty to keep what is stored.').first().waitFor();
    await page.getByRole('button', { name: 'Cancel' }).press('Enter');
    await own.getByRole('button', { name: 'Remove' }).press('Enter');
    await page.getByRole('alertdialog').waitFor();
    await expectFine(page, 'mdm-remove');
    await page.getByRole('button', { name: 'Remove Fleet' }).press('Enter');
    await own.waitFor({ state: 'detached' });
    await page.close();
  });
});

describe('the click', () => {
  const tokens = `/tokens?location=${north}`;

  test('offers the MDM that is remembered, others, or to set one up', async () => {
    const page = await open(tokens, []);
    await page.getByRole('button', { name: 'Send to an MDM…' }).press('Enter');
    await page.getByRole('heading', { name: 'Which MDM is it?' }).waitFor();
    await page.close();

    const again = await open(tokens, [jamf, mosyle]);
    await putRow(again, seedCode, 'mdmTargets', { uId: north, mdmId: jamf.id });
    await again.getByRole('button', { name: 'Send to Jamf Pro (Head Office)' }).waitFor();
    await again.getByRole('button', { name: 'Another MDM…' }).press('Enter');
    await again.getByRole('button', { name: 'Mosyle' }).waitFor();
    await expectFine(again, 'mdm-click');
    await again.close();
  });

  test('asks which record is meant; a claim and a new record only on the wish', async () => {
    const page = await open(tokens, [jamf]);
    await putRow(page, seedCode, 'deliveries', { ...delivery, state: 'asking', choices: records });
    const question = page.getByRole('region', { name: /^Which record of Jamf Pro/ });
    await question.getByRole('button', { name: 'Send into the record ABM North' }).waitFor();
    expect(await question.getByRole('switch').isChecked()).toBe(false);
    expect(await question.getByLabel('Name of the new record').count()).toBe(0);
    await expectFine(page, 'mdm-asking');
    await question.getByRole('button', { name: 'Add as a new record' }).press('Enter');
    await question.getByLabel('Name of the new record').waitFor();
    await question.getByRole('button', { name: 'Add North Campus' }).press('Enter');
    await question.getByText('This is missing or not right.').waitFor();
    await expectFine(page, 'mdm-adding');
    await question.getByRole('button', { name: 'Do not send' }).press('Enter');
    await question.waitFor({ state: 'detached' });
    await page.close();
  });

  test('asks with both names about the record that had the token before and names another location now', async () => {
    const page = await open(tokens, [jamf]);
    const choices = [{ ...records[1], locationName: 'Lakeside Campus' }, records[0]];
    await putRow(page, seedCode, 'deliveries', { ...delivery, state: 'asking', choices, renamed: '2' });
    const question = page.getByRole('region', { name: /^Which record of Jamf Pro/ });
    await question
      .getByText(
        /“Old campus” had this location’s token .* names Lakeside Campus; Apple calls .* North Campus/,
      )
      .waitFor();
    expect(await question.getByText('are not offered').count()).toBe(0);
    await expectFine(page, 'mdm-renamed');
    await page.close();
  });

  test('of a token that was revoked tells what became of it, and offers nothing', async () => {
    const page = await open(tokens, [jamf]);
    const failure = { code: 'mdm-still-held' };
    await putRow(page, seedCode, 'deliveries', { ...delivery, state: 'failed', failure, unconfirmed: true });
    await page.getByRole('button', { name: 'Send again' }).waitFor();
    const location = await readLocation(page);
    const health = { state: 'revoked', errorNumber: 9625, checkedAt: at, since: at };
    await putRow(page, seedCode, 'locations', { ...location, health });
    await page.getByRole('button', { name: 'Send again' }).waitFor({ state: 'detached' });
    await page.getByText('The MDM has the token, but another management still holds').waitFor();
    expect(await page.getByRole('switch', { name: /takes this location over/ }).count()).toBe(0);
    expect(await page.getByRole('button', { name: 'Send to an MDM…' }).count()).toBe(0);
    await expectFine(page, 'mdm-revoked');
    await page.close();
  });

  test('tells what failed with its cure, and what is done with both ends', async () => {
    const page = await open(tokens, [jamf]);
    const failure = { code: 'mdm-unreachable', details: { address: 'acme.jamfcloud.com' } };
    await putRow(page, seedCode, 'deliveries', { ...delivery, state: 'failed', failure });
    await page.getByText('acme.jamfcloud.com cannot be reached.').waitFor();
    await page.getByRole('link', { name: 'Open the address in a tab' }).waitFor();
    await page.getByRole('button', { name: 'Send again' }).waitFor();
    await expectFine(page, 'mdm-failed');

    const ends = { recordId: '1', recordName: 'ABM North', expiredBefore: at + 2 * day };
    await putRow(page, seedCode, 'deliveries', { ...delivery, state: 'done', ...ends });
    await page.getByText('Jamf Pro (Head Office) has the token, in the record “ABM North”.').waitFor();
    await page.getByText(/There it ended on Nov 22, 2026; the new token ends on Nov 20, 2027\./).waitFor();
    const event = { kind: 'delivered', mdm: jamf.name, record: 'ABM North', expiresAt: delivery.expiresAt };
    await putRow(page, seedCode, 'timeline', { uId: north, at, event });
    await page.getByText('Handed to Jamf Pro (Head Office) (ABM North).').waitFor();
    await expectFine(page, 'mdm-done');

    const alike = { ...ends, expiredBefore: delivery.expiresAt };
    await putRow(page, seedCode, 'deliveries', { ...delivery, state: 'done', ...alike });
    await page.getByText('Jamf Pro (Head Office) accepted the token for the record “ABM North”.').waitFor();
    await page.getByText('the record cannot tell which of them it has').waitFor();
    await expectFine(page, 'mdm-accepted');

    // It is there, and yet another management holds the location: the admin may take it over.
    const held = { ...delivery, state: 'failed', failure: { code: 'mdm-still-held' }, unconfirmed: true };
    await putRow(page, seedCode, 'deliveries', held);
    await page.getByText('The MDM has the token, but another management still holds').waitFor();
    const claim = page.getByRole('switch', { name: /takes this location over/ });
    expect(await claim.isChecked()).toBe(false);
    await claim.press(' ');
    await expectFine(page, 'mdm-still-held');

    // Changed with a hand-over under way: that the token may have arrived is said where it was sent alone.
    const changed = { ...delivery, state: 'failed', failure: { code: 'mdm-changed' } };
    await putRow(page, seedCode, 'deliveries', changed);
    await page.getByText('This MDM was changed before the hand-over to it was through.').waitFor();
    const mayHaveIt = page.getByText('Jamf Pro (Head Office) may have it');
    expect(await mayHaveIt.count()).toBe(0);
    await putRow(page, seedCode, 'deliveries', { ...changed, unconfirmed: true });
    await mayHaveIt.waitFor();
    expect(errorsIn(chromium.consoleMessages)).toEqual([]);
    await page.close();
  });

  test('tells how far it is on a page: read back, or left to the admin, with both ends', async () => {
    const page = await open(tokens, [zentral, mosyle]);
    const reading = {
      ...delivery,
      mdmId: zentral.id,
      state: 'placed',
      recordId: '7',
      expiresNow: at + 2 * day,
    };
    await putRow(page, seedCode, 'deliveries', reading);
    await page.getByText('There it ends on Nov 22, 2026 so far.').waitFor();
    await page.getByRole('button', { name: 'Place it in Zentral' }).waitFor();
    await page.getByRole('progressbar', { name: /^Reading it back from Zentral/ }).waitFor();
    await expectFine(page, 'mdm-placed');

    const handed = { ...delivery, mdmId: mosyle.id, state: 'handed', expiredBefore: at + 2 * day };
    await putRow(page, seedCode, 'deliveries', handed);
    await page.getByText('The old token ended on Nov 22, 2026; the new one ends on Nov 20, 2027.').waitFor();
    const event = { kind: 'placed', mdm: 'Mosyle', expiresAt: delivery.expiresAt, before: at + 2 * day };
    await putRow(page, seedCode, 'timeline', { uId: north, at, event });
    await page.getByText('Placed on the page of Mosyle').waitFor();
    await expectFine(page, 'mdm-handed');

    const same = { expiredBefore: delivery.expiresAt - 3_600_000, recordId: '7' };
    await putRow(page, seedCode, 'deliveries', { ...delivery, ...same, mdmId: zentral.id, state: 'handed' });
    await page.getByText('the record cannot tell which of them it has').waitFor();
    expect(await page.getByText('cannot be read back').count()).toBe(0);
    await expectFine(page, 'mdm-handed-same-day');
    await page.close();
  });
});
