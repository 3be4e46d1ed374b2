import { expect, it, vi } from 'vitest';
import { createReach } from '../../../../lib/mdm/deliver/reach.ts';
import { systemClock } from '../../../../lib/platform/clock.ts';
import { createSessionMemory } from '../../../../lib/platform/session-memory.ts';
import { createMemoryArea } from '../../memory-area.ts';

const mb = 1024 * 1024;

it('an answer without an end is given up at 16 MB', async () => {
  let sent = 0;
  let isCancelled = false;
  const endless = new ReadableStream<Uint8Array>({
    pull(controller) {
      sent += mb;
      controller.enqueue(new Uint8Array(mb));
    },
    cancel() {
      isCancelled = true;
    },
  });
  const reach = createReach(
    {
      fetch: async () => new Response(endless),
      clock: systemClock,
      session: createSessionMemory(createMemoryArea()),
      hasPermission: async () => true,
      launchSignIn: async () => undefined,
      redirectUri: () => '',
    },
    { mdmId: 'm', print: 'p', patterns: ['https://mdm.example/*'], attended: false },
  );
  const request = { method: 'GET' as const, url: 'https://mdm.example/api', headers: {} };
  await expect(reach.send(request)).rejects.toMatchObject({
    code: 'mdm-unexpected',
    details: { place: 'size' },
  });
  expect(isCancelled).toBe(true);
  expect(sent).toBeLessThanOrEqual(18 * mb);
});

it('a sign-in page that nobody closes ends with what it was opened for, and what it says later is dropped', async () => {
  const page = Promise.withResolvers<string | undefined>();
  const reach = createReach(
    {
      fetch: async () => new Response(),
      clock: systemClock,
      session: createSessionMemory(createMemoryArea()),
      hasPermission: async () => true,
      launchSignIn: () => page.promise,
      redirectUri: () => '',
    },
    { mdmId: 'm', print: 'p', patterns: ['https://mdm.example/*'], attended: true },
  );
  const stop = new AbortController();
  const signIn = reach.signIn('https://mdm.example/authorize', stop.signal);
  const told = vi.fn();
  signIn.catch(told);
  stop.abort();
  await expect(signIn).rejects.toMatchObject({ code: 'cancelled' });
  page.resolve('https://back.example/?code=1');
  expect(told).toHaveBeenCalledOnce();
  await expect(reach.signIn('https://mdm.example/authorize', stop.signal)).rejects.toMatchObject({
    code: 'cancelled',
  });
});
