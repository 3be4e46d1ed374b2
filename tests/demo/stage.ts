import { join } from 'node:path';
import type { Page } from 'playwright-core';

/** Runs the steps of the demo: one line each with its time, a picture where there is something to see. */
export function createStage(folder: string) {
  let count = 0;
  let failed = false;

  async function step<T>(name: string, work: () => Promise<T>): Promise<T> {
    count += 1;
    const number = String(count).padStart(2, '0');
    const began = performance.now();
    try {
      const value = await work();
      console.log(`ok   ${number} ${name.padEnd(58)} ${seconds(began)}`);
      return value;
    } catch (error) {
      failed = true;
      console.log(`FAIL ${number} ${name.padEnd(58)} ${seconds(began)}`);
      throw error;
    }
  }

  return {
    step,
    /** A picture of what is on `page` now, named after the step that made it. */
    async picture(page: Page, name: string): Promise<void> {
      const file = `${String(count).padStart(2, '0')}-${name}.png`;
      await page.screenshot({ path: join(folder, file) });
    },
    close(): void {
      if (!failed) console.log(`${count} steps held; the pictures are in demo-output/.`);
      process.exitCode = failed ? 1 : 0;
    },
  };
}

const seconds = (began: number) => `${((performance.now() - began) / 1000).toFixed(2)} s`;
