// @vitest-environment happy-dom
import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { CacheContext } from '../../../../components/data/cache-context.ts';
import { LinkForm } from '../../../../components/link/link-form.tsx';
import type { send } from '../../../../lib/bus/client.ts';
import { openFreshDatabase } from '../../cache/fresh-database.ts';

const background = vi.hoisted(() => ({ send: vi.fn() }));
vi.mock('../../../../lib/bus/client.ts', () => background);
vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
let root: Root;
const answer = vi.mocked<typeof send>(background.send);

beforeEach(async () => {
  root = createRoot(document.body.appendChild(document.createElement('main')));
});
afterEach(async () => {
  await act(async () => root.unmount());
  document.body.replaceChildren();
});

function press(name: string): Promise<void> {
  const button = [...document.querySelectorAll('button')].find((one) => one.textContent === name);
  expect(button, `a button “${name}”`).toBeDefined();
  return act(async () => button?.click());
}

it('asks before an older token replaces a newer one, with both dates, and goes on only with the answer', async () => {
  const onLinked = vi.fn();
  await act(async () =>
    root.render(
      <CacheContext value={openFreshDatabase()}>
        <LinkForm
          candidateId="c1"
          renews="North School"
          expectUId={undefined}
          vault={{ mode: 'session', locked: false }}
          onLinked={onLinked}
        >
          {null}
        </LinkForm>
      </CacheContext>,
    ),
  );
  const details = { offered: Date.UTC(2027, 4, 10, 12), linked: Date.UTC(2027, 10, 26, 12) };
  answer.mockResolvedValueOnce({ ok: false, error: { code: 'older-token', details } });
  await press('Renew North School');
  const question = document.querySelector('[role=alert]')?.textContent;
  expect(question).toContain('May 10, 2027');
  expect(question).toContain('Nov 26, 2027');
  expect(onLinked).not.toHaveBeenCalled();

  answer.mockResolvedValueOnce({ ok: true, value: { uId: '1', renewed: true } });
  await press('Use the older token');
  expect(answer.mock.calls.map(([, input]) => input)).toEqual([
    { candidateId: 'c1' },
    { candidateId: 'c1', replaceNewer: true },
  ]);
  expect(onLinked).toHaveBeenCalledExactlyOnceWith('1');
});
