/** The short journey of orders in Firefox: people from a paste, created, given an app, all by keyboard. */
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startSimulator } from '../simulator/start-simulator.ts';
import { createScreen } from './support/extension.ts';
import { errorsIn } from './support/launch-chromium.ts';
import { type Firefox, launchFirefox } from './support/launch-firefox.ts';
import { journeyAssets, journeySeed, journeyUId } from './support/order-journey.ts';
import { waitFor } from './support/wait-for.ts';

/** The first status of an event is read 30 s after its request. */
const orderTime = 120_000;

let simulator: Awaited<ReturnType<typeof startSimulator>>;
let firefox: Firefox;

beforeAll(async () => {
  simulator = await startSimulator({ seed: journeySeed() });
  firefox = await launchFirefox({ net: simulator, preferences: { 'ui.prefersReducedMotion': 1 } });
});
afterAll(async () => {
  await firefox?.close();
  await simulator?.close();
});

const says = (page: Page, text: string, timeout = 30_000) =>
  page.waitForFunction(
    (wanted: string) => (document.body.textContent ?? '').includes(wanted),
    { timeout },
    text,
  );

/** Puts the focus on the button, field or table of that name. */
async function focus(page: Page, name: string): Promise<void> {
  await waitFor(() => page.evaluate(`(${focusInPage.toString()})(${JSON.stringify(name)})`), {
    message: `there is a ${name}`,
    timeout: 30_000,
  });
}

function focusInPage(name: string): boolean {
  const nameOf = (one: HTMLElement) =>
    one.ariaLabel ??
    (one instanceof HTMLInputElement || one instanceof HTMLTextAreaElement
      ? one.labels?.[0]?.textContent
      : one.textContent);
  const all = document.querySelectorAll<HTMLElement>('input, textarea, button, [role=grid], [role=menuitem]');
  const found = [...all].find(
    (one) => nameOf(one)?.trim() === name && !(one instanceof HTMLButtonElement && one.disabled),
  );
  found?.focus();
  return found !== undefined && found === document.activeElement;
}

async function press(page: Page, name: string): Promise<void> {
  await focus(page, name);
  await page.keyboard.press('Enter');
}

test(
  'created, granted, done',
  async () => {
    const page = await firefox.openConsole('/tokens');
    const screen = createScreen(page);
    await screen.link(simulator.tokens.ps01 ?? '');
    await screen.settled();
    await page.evaluate(`location.hash = '/people/import?location=${journeyUId}'`);
    await press(page, 'Paste instead');
    await focus(page, 'Rows, with their heading');
    await page.keyboard.type('Email,Name\nada@school.example,Ada\nzoe@school.example,Zoe');
    await press(page, 'Read it');
    await says(page, '2 people can be created.');
    await press(page, 'Plan for 2 people');
    await says(page, 'Create 2 people in 1 request');
    await press(page, 'Create 2 people');
    await says(page, '2 done', orderTime);

    await page.evaluate(`location.hash = '/people?state=active'`);
    await says(page, '2 rows');
    await focus(page, 'People');
    await page.keyboard.down('Control');
    await page.keyboard.press('a');
    await page.keyboard.up('Control');
    await says(page, '2 rows ticked');
    await press(page, 'Order');
    await press(page, 'Grant licences …');
    await press(page, 'Choose …');
    await focus(page, 'Choose apps and books');
    await says(page, 'Keynote');
    await page.keyboard.press(' ');
    await press(page, 'Take 1');
    await says(page, 'Grant 1 app or book to 2 people: 2 licences in 1 request');
    await press(page, 'Grant 2 licences');
    await says(page, '2 done', orderTime);

    const held = simulator.apple.dumpAssignments('ps01');
    expect(held).toHaveLength(2);
    expect(held.every((line) => line.startsWith(journeyAssets[1] ?? 'none'))).toBe(true);
    expect(simulator.log.offences).toEqual([]);
    expect(errorsIn(firefox.consoleMessages)).toEqual([]);
    await page.close();
  },
  orderTime * 3,
);
