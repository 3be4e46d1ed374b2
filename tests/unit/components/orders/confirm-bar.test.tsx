// @vitest-environment happy-dom
import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ConfirmBar } from '../../../../components/orders/confirm-bar.tsx';
import type { DraftPart } from '../../../../components/orders/draft.ts';
import type { SeenPlan } from '../../../../components/orders/plan-messages.ts';
import type { send } from '../../../../lib/bus/client.ts';

const background = vi.hoisted(() => ({ send: vi.fn() }));
vi.mock('../../../../lib/bus/client.ts', () => background);
vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
let root: Root;
const answer = vi.mocked<typeof send>(background.send);

beforeEach(() => {
  answer.mockReset();
  root = createRoot(document.body.appendChild(document.createElement('main')));
});
afterEach(async () => {
  await act(async () => root.unmount());
  document.body.replaceChildren();
});

const many = Array.from({ length: 2500 }, (_, at) => ({ clientUserId: `u-${at}`, name: `Person ${at}` }));
const part: DraftPart = {
  uId: '1',
  wish: { kind: 'create', people: many.map(({ clientUserId }) => ({ clientUserId })) },
  notes: many,
};
const seen: SeenPlan = {
  digest: '0'.repeat(64),
  madeAt: 1,
  plan: {
    uId: '1',
    kind: 'create',
    batches: [],
    skipped: [],
    counts: { 'will-do': 2500 },
    shortages: [],
    forever: { licences: 0, people: 0 },
    warnings: [],
    expectedMs: 1,
  },
};

async function confirm(
  onConfirmed: (orderId: string) => void,
  given: { part: DraftPart; seen: SeenPlan } = { part, seen },
): Promise<void> {
  await act(async () => root.render(<ConfirmBar {...given} onAgain={vi.fn()} onConfirmed={onConfirmed} />));
  const button = document.querySelector<HTMLButtonElement>('footer > .acts button');
  await act(async () => button?.click());
}

it('keeps all names and notes of new people, in messages that are never too large, before it confirms', async () => {
  answer.mockImplementation(async (name) =>
    name === 'order.confirm' ? { ok: true, value: { orderId: 'o' } } : { ok: true, value: {} },
  );
  const onConfirmed = vi.fn();
  await confirm(onConfirmed);
  expect(onConfirmed).toHaveBeenCalledWith('o');
  const names = answer.mock.calls.map(([name]) => name);
  expect(names).toEqual(['people.note', 'people.note', 'people.note', 'order.confirm']);
  const kept = answer.mock.calls.flatMap(([, input]): unknown => ('notes' in input ? input.notes : []));
  expect(kept).toEqual(many);
});

it('confirms nothing when a name could not be kept, and says so', async () => {
  answer
    .mockResolvedValueOnce({ ok: true, value: {} })
    .mockResolvedValueOnce({ ok: false, error: { code: 'storage-full' } });
  const onConfirmed = vi.fn();
  await confirm(onConfirmed);
  expect(onConfirmed).not.toHaveBeenCalled();
  expect(answer.mock.calls.map(([name]) => name)).toEqual(['people.note', 'people.note']);
  expect(document.querySelector('[role=alert]')?.textContent).toContain('could not be kept in this browser');
});

it.each(['12', '١٢', '１２'])(
  'takes the number of books that go for ever as it is typed: %s',
  async (number) => {
    answer.mockResolvedValue({ ok: true, value: { orderId: 'o' } });
    const onConfirmed = vi.fn();
    await confirm(onConfirmed, {
      part: { uId: '1', wish: { kind: 'grant', blocks: [] } },
      seen: {
        ...seen,
        plan: {
          ...seen.plan,
          kind: 'grant',
          counts: { 'will-do': 12 },
          forever: { licences: 12, people: 12 },
        },
      },
    });
    expect(onConfirmed).not.toHaveBeenCalled();
    const input = document.querySelector('input');
    if (!input) throw new Error('No field.');
    await act(async () => {
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(input, number);
      input.dispatchEvent(new Event('input', { bubbles: true }));
    });
    await act(async () => input.form?.requestSubmit());
    expect(onConfirmed).toHaveBeenCalledWith('o');
  },
);
