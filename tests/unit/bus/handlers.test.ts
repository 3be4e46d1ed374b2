import 'fake-indexeddb/auto';
import { describe, expect, it, vi } from 'vitest';
import type { Card } from '../../../lib/bus/contract.ts';
import { createHandlers } from '../../../lib/bus/handlers.ts';
import type { CardHandover } from '../../../lib/bus/mdm-contract.ts';
import type { Sender } from '../../../lib/bus/router.ts';
import { Database } from '../../../lib/cache/database.ts';
import type { CandidateRow } from '../../../lib/cache/rows.ts';
import { AppError, type ErrorCode } from '../../../lib/platform/errors.ts';
import { locationRow } from '../cache/fresh-database.ts';

let round = 0;
const ui: Sender = { kind: 'ui' };
const top: Sender = { kind: 'portal', tabId: 7, frameId: 0 };

const row: CandidateRow = {
  id: 'c1',
  fingerprint: '01234567',
  orgName: 'ORG12345',
  expiresAt: 2_000,
  source: 'portal',
  tabId: 7,
  capturedAt: 1,
  proof: { state: 'proven', uId: '1', locationName: 'North School', expiresAt: 2_000, renews: false },
};

/** The handlers over services that write down, in order, what was asked of them. */
function setUp({
  locked = false,
  missedIn,
  linkFails,
  popupOpens = true,
  linkedCard,
  onward,
}: {
  locked?: boolean;
  missedIn?: number;
  linkFails?: ErrorCode;
  popupOpens?: boolean;
  linkedCard?: Card;
  onward?: CardHandover;
} = {}) {
  round += 1;
  const cache = new Database(`handlers-${round}`);
  const calls: string[] = [];
  const note =
    <T>(name: string, value: T) =>
    async (...args: unknown[]): Promise<T> => {
      calls.push([name, ...args.map((one) => JSON.stringify(one))].join(' '));
      return value;
    };
  const handlers = createHandlers({
    cache,
    vault: {
      state: async () => ({ mode: 'sealed', locked }),
      announce: note('announce', undefined),
      announceAgain: note('announce again', undefined),
      keep: note('keep', undefined),
      unlock: note('unlock', undefined),
      lock: note('lock', undefined),
      put: note('put', undefined),
      expect: note('expect', ''),
      remove: note('forget token', undefined),
      names: note('names', []),
      wipe: note('wipe vault', undefined),
    },
    link: {
      offer: note('offer', 'c2'),
      prove: note('prove', undefined),
      async link(wish) {
        await note('link', undefined)(wish);
        if (linkFails) throw new AppError(linkFails);
        return { uId: '1', renewed: false };
      },
      dismiss: note('dismiss', undefined),
      resume: note('resume', undefined),
      async alone(work) {
        calls.push('alone {');
        const value = await work();
        calls.push('}');
        return value;
      },
      candidates: {
        get: async (id) => (id === row.id ? row : undefined),
        ofTab: async (tabId) => (tabId === row.tabId ? row : undefined),
        find: vi.fn(),
        expect: vi.fn(),
        change: vi.fn(),
        unsettled: vi.fn(),
        sweep: vi.fn(),
        noteUnlinked: note('note unlinked', undefined),
        add: vi.fn(),
        remove: vi.fn(),
      },
    },
    missed: {
      onCreated: vi.fn(),
      onChanged: vi.fn(),
      captured: note('captured', undefined),
      clear: note('clear missed', undefined),
      isShownIn: async (tabId) => tabId === missedIn,
      resume: vi.fn(),
    },
    requestSync: note('sync', undefined),
    stopWork: note('cancel sync', undefined),
    nameApp: note('name', undefined),
    wipe: note('wipe', undefined),
    resume: vi.fn(),
    hint: note('hint', undefined),
    cardWords: async () => ({ language: 'de', direction: 'ltr', texts: {} }),
    openPopup: note('open popup', popupOpens),
    now: () => 1_000,
    randomId: () => 'new-id',
    openTokens: note('open tokens', undefined),
    linked: {
      getCard: async () => linkedCard,
      forget: async (candidateId) => candidateId === linkedCard?.candidateId,
      onward: async () => onward,
    },
    sendOn: async (candidateId, mdm) => {
      await note('send on', undefined)(candidateId, mdm);
      return { card: { candidateId, orgName: 'ORG', expiresAt: 2_000, state: 'linked' } };
    },
  });
  return { cache, calls, handlers };
}

describe('what a portal tab may do', () => {
  it('offers what it caught, in its own name', async () => {
    const { handlers, calls } = setUp();
    expect(await handlers['portal.capture']({ text: 'x' }, { ...top, frameId: 4 })).toEqual({
      candidateId: 'c2',
    });
    expect(calls).toEqual(['offer {"text":"x","source":"portal","tabId":7}', 'captured']);
  });

  it('sees its own card, in the top frame', async () => {
    const { handlers } = setUp();
    expect(await handlers['portal.card']({}, top)).toMatchObject({
      card: { candidateId: 'c1', state: 'ready', locationName: 'North School' },
    });
  });

  it('sees after the link where the token can go, also when the page loads again', async () => {
    const linkedCard: Card = {
      ...{ candidateId: 'c0', orgName: 'ORG', expiresAt: 2_000, state: 'linked' },
      handover: { state: 'offered', act: 'send', mdm: 'Jamf' },
    };
    const { handlers, calls } = setUp({ linkedCard });
    expect(await handlers['portal.link']({ candidateId: 'c1' }, top)).toEqual({ card: linkedCard });
    expect(await handlers['portal.card']({}, { ...top, tabId: 8 })).toEqual({ card: linkedCard });
    calls.length = 0;
    expect(await handlers['portal.dismiss']({ candidateId: 'c0' }, top)).toEqual({});
    expect(calls).toEqual([]);
  });

  it('renews and sends on with the one click that was offered, and sends nothing of what could not be linked', async () => {
    const onward: CardHandover = { state: 'offered', act: 'send', mdm: 'Jamf' };
    const { handlers, calls } = setUp({ onward });
    expect(await handlers['portal.card']({}, top)).toMatchObject({
      card: { state: 'ready', handover: onward },
    });
    await handlers['portal.link']({ candidateId: 'c1', mdm: { id: 'm1', name: 'Jamf' } }, top);
    expect(calls).toEqual([expect.stringMatching(/^link /), 'send on "c1" {"id":"m1","name":"Jamf"}']);

    for (const refused of [
      setUp({ onward, locked: true }),
      setUp({ onward, linkFails: 'older-token' }),
      setUp({ onward, linkFails: 'revoked' }),
    ]) {
      await refused.handlers['portal.link'](
        { candidateId: 'c1', mdm: { id: 'm1', name: 'Jamf' } },
        top,
      ).catch(() => undefined);
      expect(refused.calls.filter((call) => call.startsWith('send on'))).toEqual([]);
    }
  });

  it('only renews when its button named no MDM, also when one is remembered by then', async () => {
    const { handlers, calls } = setUp({ onward: { state: 'offered', act: 'send', mdm: 'Jamf' } });
    await handlers['portal.link']({ candidateId: 'c1' }, top);
    expect(calls).toEqual([expect.stringMatching(/^link /)]);
  });

  it.each<[string, Sender]>([
    ['another tab', { ...top, tabId: 8 }],
    ['a frame inside the same tab', { ...top, frameId: 2 }],
  ])('%s neither sees nor links nor dismisses it', async (_, sender) => {
    const { handlers, calls } = setUp();
    expect(await handlers['portal.card']({}, sender)).toEqual({});
    for (const name of ['portal.link', 'portal.dismiss'] as const)
      await expect(handlers[name]({ candidateId: 'c1' }, sender)).rejects.toMatchObject({
        code: 'candidate-gone',
      });
    expect(calls).toEqual([]);
  });

  it('cannot act on a candidate that is not there', async () => {
    const { handlers } = setUp();
    await expect(handlers['portal.link']({ candidateId: 'c9' }, top)).rejects.toMatchObject({
      code: 'candidate-gone',
    });
  });

  it('links with an open vault, and names no way of keeping', async () => {
    const { handlers, calls } = setUp();
    expect(await handlers['portal.link']({ candidateId: 'c1' }, top)).toMatchObject({
      card: { state: 'linked' },
    });
    expect(calls).toEqual(['link {"candidateId":"c1"}']);
  });

  it('leads to the popup while the vault is locked, and links nothing', async () => {
    const { handlers, calls } = setUp({ locked: true });
    expect(await handlers['portal.link']({ candidateId: 'c1' }, top)).toMatchObject({
      card: { state: 'needs-popup', failureCode: 'vault-locked' },
    });
    expect(calls).toEqual(['open popup']);
  });

  it('leads to the popup with a token older than the linked one, where alone that can be answered', async () => {
    const { handlers, calls } = setUp({ linkFails: 'older-token' });
    expect(await handlers['portal.link']({ candidateId: 'c1' }, top)).toMatchObject({
      card: { state: 'needs-popup', failureCode: 'older-token' },
    });
    expect(calls).toEqual(['link {"candidateId":"c1"}', 'open popup']);
  });

  it('tells the card when the browser did not open the popup', async () => {
    const refused = setUp({ locked: true, popupOpens: false });
    expect(await refused.handlers['portal.link']({ candidateId: 'c1' }, top)).toMatchObject({
      card: { state: 'needs-popup', popupRefused: true },
    });
    const opened = setUp({ locked: true });
    const { card } = await opened.handlers['portal.link']({ candidateId: 'c1' }, top);
    expect(card.popupRefused).toBeUndefined();
  });

  it('opens the Tokens page only for the miss that it shows', async () => {
    const shown = setUp({ missedIn: 7 });
    expect(await shown.handlers['portal.card']({}, top)).toEqual({ card: { state: 'missed' } });
    for (const sender of [
      { ...top, tabId: 8 },
      { ...top, frameId: 2 },
    ])
      await shown.handlers['portal.missed']({ act: 'open' }, sender);
    expect(shown.calls).toEqual([]);
    await shown.handlers['portal.missed']({ act: 'open' }, top);
    expect(shown.calls).toEqual(['clear missed', 'open tokens']);
  });

  it('lights the badge of its own tab', async () => {
    const { handlers, calls } = setUp();
    await handlers['portal.hint']({ hint: 'route' }, top);
    expect(calls).toEqual(['hint 7']);
  });
});

describe('what a screen may do', () => {
  it('unlinks in one go: first the sync rests, then the token goes, then the rows', async () => {
    const { handlers, calls, cache } = setUp();
    await cache.locations.bulkPut([locationRow('1'), locationRow('2')]);
    await handlers['location.unlink']({ uId: '1' }, ui);
    const expected = [
      'alone {',
      'cancel sync "1"',
      'forget token "token:1"',
      'cancel sync "1"',
      'note unlinked "1"',
      '}',
    ];
    expect(calls).toEqual(expected);
    expect(await cache.locations.toCollection().primaryKeys()).toEqual(['2']);
  });

  it('offers a token without a tab', async () => {
    const { handlers, calls } = setUp();
    await handlers['token.offer']({ text: 'x', source: 'paste' }, ui);
    expect(calls).toEqual(['offer {"text":"x","source":"paste"}', 'clear missed']);
  });

  it('names an app without the blanks around the name', async () => {
    const { handlers, calls } = setUp();
    await handlers['app.name']({ adamId: '361309726', name: '  Maths lab ' }, ui);
    expect(calls).toEqual(['name "361309726" "Maths lab"']);
  });

  it('is told only that the vault opened', async () => {
    const { handlers, calls } = setUp();
    expect(await handlers['vault.unlock']({ passphrase: 'seven apples in a row' }, ui)).toEqual({});
    expect(calls).toEqual(['unlock "seven apples in a row"']);
  });
});
