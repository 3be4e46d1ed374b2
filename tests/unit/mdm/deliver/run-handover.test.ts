import { beforeEach, expect, test, vi } from 'vitest';
import { createHandoverCards } from '../../../../lib/mdm/deliver/handover-cards.ts';
import type { PageField, PageReach, SurveyedFrame } from '../../../../lib/mdm/deliver/page-reach.ts';
import { expectConsole } from '../../../../lib/mdm/deliver/placeable.ts';
import { runHandover } from '../../../../lib/mdm/deliver/run-handover.ts';
import type { Happening } from '../../../../lib/mdm/page/handover.ts';
import { AppError } from '../../../../lib/platform/errors.ts';
import { handoverTexts } from '../../../../locales/background-texts.ts';
import { createTranslator } from '../../../../locales/translate.ts';

const origin = 'https://console.example.org';
const file = { text: 'token', name: 'sToken_for_North.vpptoken' };
const field = (score: number, more: Partial<PageField> = {}): PageField => ({
  frameId: 0,
  origin,
  key: 1,
  kind: 'file',
  label: '',
  score,
  ...more,
});
const top = (...fields: PageField[]): SurveyedFrame => ({ frameId: 0, origin, fields });
const frame = (frameId: number, from: string, ...fields: PageField[]): SurveyedFrame => ({
  frameId,
  origin: from,
  fields: fields.map((one) => ({ ...one, frameId, origin: from })),
});

let now: number;
let open: boolean;
/** What the page shows, one survey after the other; the last stays. */
let surveys: (SurveyedFrame[] | Error)[];
let happenings: Happening[];
let control: AbortController;
let place: Awaited<ReturnType<PageReach['place']>>;
beforeEach(() => {
  now = 0;
  open = true;
  surveys = [[top()]];
  happenings = [];
  control = new AbortController();
  place = 'filled';
});

const page = {
  enter: vi.fn<PageReach['enter']>(async () => {}),
  survey: vi.fn<PageReach['survey']>(async () => {
    const next = surveys.length > 1 ? surveys.shift() : surveys[0];
    if (!next || next instanceof Error) throw next;
    return next;
  }),
  wait: vi.fn<PageReach['wait']>(async (_, __, limit) => {
    now += limit;
    return happenings.shift() ?? { is: 'quiet' };
  }),
  place: vi.fn<PageReach['place']>(async () => place),
  show: vi.fn<PageReach['show']>(async () => {}),
  leave: vi.fn<PageReach['leave']>(async () => {}),
} satisfies PageReach;

async function run({
  expectFile = async () => file,
  strangeHost,
}: {
  expectFile?: () => Promise<typeof file>;
  strangeHost?: string;
} = {}) {
  vi.clearAllMocks();
  const t = createTranslator(handoverTexts.en, 'en');
  const spoken = {
    language: 'en',
    direction: 'ltr',
    path: [],
    ...(strangeHost !== undefined && { strangeHost }),
  };
  const end = await runHandover({
    page,
    site: expectConsole(`${origin}/vpp`),
    cards: createHandoverCards(t, spoken, { locationName: 'North', expiresAt: 0 }),
    clock: {
      now: () => now,
      // Nothing waits here; the limit of a turn never wins against a page that answers.
      sleep: async (ms) => {
        if (ms > 5_000) return new Promise(() => {});
        now += ms;
      },
    },
    asksFirst: strangeHost !== undefined,
    expectFile,
    isOpen: async () => open,
    signal: control.signal,
  });
  return { end, shown: page.show.mock.calls.at(-1)?.[0]?.view.title };
}

test('one clear field gets it at once', async () => {
  surveys = [[top(field(70))]];
  expect(await run()).toEqual({ end: 'placed', shown: 'The content token is placed' });
  expect(page.place).toHaveBeenCalledExactlyOnceWith(field(70), file);
});

test('a page without a field is watched for two minutes, and is then said to be untouched', async () => {
  expect(await run()).toEqual({ end: 'untouched', shown: 'Nothing was changed on this page' });
  expect(page.place).not.toHaveBeenCalled();
  expect(now).toBe(120_000);
});

test('what appears later is filled', async () => {
  surveys = [[top()], [top()], [top(field(70))]];
  happenings = [{ is: 'quiet' }, { is: 'changed' }];
  expect((await run()).end).toBe('placed');
});

test('in doubt nothing goes in before the choice', async () => {
  surveys = [[top(field(70, { key: 1 }), field(70, { key: 2 }))]];
  happenings = [{ is: 'quiet' }, { is: 'picked', key: 2 }];
  expect((await run()).end).toBe('placed');
  expect(page.place).toHaveBeenCalledExactlyOnceWith(field(70, { key: 2 }), file);
  expect(page.wait.mock.calls[0]?.[1].card?.view.choices).toEqual(['File field 1', 'File field 2']);
});

test('where the console is not known, one clear field is asked for as well, and the host is named', async () => {
  surveys = [[top(field(70, { label: 'Service token' }))]];
  happenings = [{ is: 'quiet' }, { is: 'picked', key: 1 }];
  const waited = () => page.wait.mock.calls.map(([, { card }]) => card?.view);
  expect((await run({ strangeHost: 'console.example.org' })).end).toBe('placed');
  expect(page.place).toHaveBeenCalledOnce();
  expect(waited()).toHaveLength(2);
  expect(waited()[0]).toMatchObject({
    title: 'Is this the console of your MDM?',
    text: expect.stringContaining('console.example.org'),
    choices: ['File: Service token'],
  });
});

test('a choice of something that was not offered is none', async () => {
  surveys = [[top(field(70, { key: 1 }), field(70, { key: 2 }))]];
  happenings = [{ is: 'picked', key: 9 }];
  expect((await run()).end).toBe('untouched');
  expect(page.place).not.toHaveBeenCalled();
});

test('cancelled means untouched, and nothing is shown any more', async () => {
  happenings = [{ is: 'cancelled' }];
  expect(await run()).toEqual({ end: 'cancelled', shown: undefined });
  expect(page.leave).toHaveBeenCalled();
});

test('frames of others count for nothing, however well their field fits', async () => {
  surveys = [[top(), frame(3, 'https://evil.example', field(160)), frame(4, 'null', field(160))]];
  expect((await run()).end).toBe('untouched');
  expect(page.place).not.toHaveBeenCalled();
});

test('a tab that has gone to another site gets nothing, also when that may be entered', async () => {
  surveys = [[frame(0, 'https://elsewhere.example', field(160))]];
  expect((await run()).end).toBe('untouched');
  expect(page.place).not.toHaveBeenCalled();
});

test('a page that cannot be entered yet, as when it signs in, is waited for', async () => {
  surveys = [new Error('Cannot access'), new Error('Cannot access'), [top(field(70))]];
  expect((await run()).end).toBe('placed');
});

test('a closed tab ends it', async () => {
  surveys = [new Error('No tab with id')];
  open = false;
  expect((await run()).end).toBe('cancelled');
});

test('a second hand-over in the same tab ends the first', async () => {
  control.abort();
  surveys = [[top(field(70))]];
  expect((await run()).end).toBe('cancelled');
  expect(page.place).not.toHaveBeenCalled();
});

test.each([
  ['a vault that was locked meanwhile', new AppError('vault-locked'), 'Unlock Orchardist'],
  ['a token that is not in memory any more', new AppError('token-missing'), 'Download it again'],
  ['another failure', new Error('disk'), 'Open Orchardist'],
])('%s is told, with what helps, and the page untouched', async (_, failure, cure) => {
  surveys = [[top(field(70))]];
  expect(await run({ expectFile: () => Promise.reject(failure) })).toEqual({
    end: 'failed',
    shown: 'The content token could not be opened',
  });
  const { text } = page.show.mock.calls.at(-1)?.[0]?.view ?? {};
  expect(text).toContain('Nothing was changed on this page.');
  expect(text).toContain(cure);
  expect(page.place).not.toHaveBeenCalled();
});

test('what the page does not take is told', async () => {
  surveys = [[top(field(70))]];
  place = 'refused';
  const { end, shown } = await run();
  expect([end, shown]).toEqual(['refused', 'The page did not take the content token']);
});
