// @vitest-environment happy-dom
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { watchHints } from '../../../entrypoints/portal.content/watch-hints.ts';

/** A page whose time, idleness and visibility the test owns. */
function setUp() {
  document.body.replaceChildren();
  let now = 0;
  let isHidden = false;
  const timers = new Map<number, { at: number; work: () => void }>();
  const idle: (() => void)[] = [];
  const location = { pathname: '/', hash: '#/main/devices' };
  const reads = vi.spyOn(document, 'querySelector');
  reads.mockClear();
  vi.spyOn(document, 'hidden', 'get').mockImplementation(() => isHidden);
  const sent: unknown[] = [];
  let ids = 0;
  const stop = watchHints(
    {
      document,
      location,
      performance: { now: () => now },
      setTimeout: (work, ms) => {
        timers.set(++ids, { at: now + ms, work });
        return ids;
      },
      clearTimeout: (id) => void timers.delete(id),
      requestIdleCallback: (work) => idle.push(work),
    },
    async (name, input) => {
      sent.push([name, input]);
      return { ok: false, error: { code: 'bug' } };
    },
  );

  async function pass(ms: number): Promise<void> {
    const until = now + ms;
    for (;;) {
      const [id, timer] = [...timers].sort(([, a], [, b]) => a.at - b.at)[0] ?? [];
      if (id === undefined || !timer || timer.at > until) break;
      now = timer.at;
      timers.delete(id);
      timer.work();
      for (const work of idle.splice(0)) work();
    }
    now = until;
    await observed();
  }
  /** Lets the observer see what changed. */
  const observed = () => new Promise((resolve) => setTimeout(resolve));
  return {
    stop,
    sent,
    timers,
    location,
    pass,
    /** How often the page was looked through. */
    looks: () => reads.mock.calls.length,
    async add(text: string) {
      document.body.append(Object.assign(document.createElement('p'), { textContent: text }));
      await observed();
    },
    async hide(hidden: boolean) {
      isHidden = hidden;
      document.dispatchEvent(new Event('visibilitychange'));
      await observed();
    },
  };
}

describe('the watch for signs of the token page', () => {
  beforeEach(() => void vi.restoreAllMocks());

  test('costs a page nothing on which nothing changes', async () => {
    const page = setUp();
    await page.pass(600_000);
    expect(page.looks()).toBe(1);
    expect(page.timers.size).toBe(0);
  });

  test('tells of a sign once for a route', async () => {
    const page = setUp();
    await page.pass(5_000);
    await page.add('Content Tokens');
    await page.pass(60_000);
    await page.add('Content Tokens');
    await page.pass(60_000);
    expect(page.sent).toEqual([['portal.hint', { hint: 'label' }]]);
    expect(page.looks()).toBe(2);
  });

  test('looks at a page that never rests every ten seconds, at a new route after two', async () => {
    const page = setUp();
    for (let second = 0; second < 60; second += 1) {
      await page.add('tick');
      await page.pass(1_000);
    }
    expect(page.looks()).toBeLessThanOrEqual(7);
    const before = page.looks();
    page.location.hash = '#/main/users';
    await page.add('tick');
    await page.pass(2_000);
    expect(page.looks()).toBe(before + 1);
  });

  test('does not look while nobody sees the page, and does when it is seen again', async () => {
    const page = setUp();
    await page.pass(5_000);
    await page.hide(true);
    await page.add('Content Tokens');
    await page.pass(600_000);
    expect(page.looks()).toBe(1);
    expect(page.timers.size).toBe(0);
    await page.hide(false);
    await page.pass(2_000);
    expect(page.sent).toHaveLength(1);
  });

  test('seen again unchanged, it is not looked at again', async () => {
    const page = setUp();
    await page.pass(5_000);
    await page.hide(true);
    await page.hide(false);
    await page.pass(60_000);
    expect(page.looks()).toBe(1);
  });

  test('stops for good', async () => {
    const page = setUp();
    page.stop();
    await page.add('Content Tokens');
    await page.hide(false);
    await page.pass(60_000);
    expect([page.looks(), page.sent]).toEqual([0, []]);
  });
});
