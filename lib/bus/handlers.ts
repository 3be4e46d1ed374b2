import type { Database } from '../cache/database.ts';
import type { CandidateRow } from '../cache/rows.ts';
import { cardOf } from '../link/card.ts';
import type { Link } from '../link/create-link.ts';
import { unlinkLocation } from '../link/unlink.ts';
import type { LinkedCandidates } from '../mdm/deliver/linked-candidates.ts';
import { AppError, isCode } from '../platform/errors.ts';
import type { Vault } from '../vault/create-vault.ts';
import type { MissedDownloads } from '../watch/missed-download.ts';
import type { Card, CardWords, MissedCard, ShownMdm } from './contract.ts';
import { createKnowledgeHandlers } from './knowledge-handlers.ts';
import type { mdmContract, pageContract } from './mdm-contract.ts';
import type { orderContract } from './order-contract.ts';
import type { Handlers, Sender } from './router.ts';

/** What the extension does on each message but those of orders and MDMs: one line of wiring each, the work is in the services. */
export function createHandlers(deps: {
  cache: Database;
  vault: Vault;
  link: Link;
  missed: MissedDownloads;
  requestSync(uId: string, full: boolean): Promise<void>;
  /** Stops all work on a location. */
  stopWork(uId: string): Promise<void>;
  nameApp(adamId: string, name: string): Promise<void>;
  now(): number;
  randomId(): string;
  wipe(): Promise<void>;
  resume(): void;
  hint(tabId: number): Promise<void>;
  cardWords(): Promise<CardWords>;
  /** False when the browser refused. */
  openPopup(): Promise<boolean>;
  openTokens(): Promise<void>;
  /** The card of a token that was linked, and its end. */
  linked: Pick<LinkedCandidates, 'getCard' | 'forget' | 'onward'>;
  /** What a click on the card of a linked token does, whose button named that MDM. */
  sendOn(candidateId: string, mdm: ShownMdm, sender: Sender): Promise<{ card: Card }>;
}): Omit<
  Handlers,
  keyof typeof orderContract | keyof typeof mdmContract | keyof typeof pageContract | 'portal.deliver'
> {
  const { vault, link, missed, linked } = deps;

  /** A miss is newer than whatever was caught, as the next capture ends it. */
  async function cardOfTab(tabId: number): Promise<Card | MissedCard | undefined> {
    if (await missed.isShownIn(tabId)) return { state: 'missed' };
    const row = await link.candidates.ofTab(tabId);
    return row ? readyCard(row) : linked.getCard(tabId);
  }

  const readyCard = async (row: CandidateRow) => cardOf(row, await vault.state(), await linked.onward(row));

  /** A tab may only act on what was caught in it, and only its top frame has a card to click. @throws candidate-gone */
  async function expectOwn(candidateId: string, sender: Sender) {
    const row = await link.candidates.get(candidateId);
    if (!isTopFrame(sender) || row?.tabId !== sender.tabId) throw new AppError('candidate-gone');
    return { ...row, tabId: sender.tabId };
  }

  async function leadToPopup(card: Card): Promise<Card> {
    return (await deps.openPopup()) ? card : { ...card, popupRefused: true };
  }

  return {
    'app.wake': async () => {
      deps.resume();
      return {};
    },
    'token.offer': async (offer) => {
      const candidateId = await link.offer(offer);
      await missed.clear();
      return { candidateId };
    },
    'candidate.link': (wish) => link.link(wish),
    'candidate.dismiss': async ({ candidateId }) => {
      await link.dismiss(candidateId);
      return {};
    },
    'candidate.prove': async ({ candidateId }) => {
      await link.prove(candidateId);
      return {};
    },
    'download.dismiss': async () => {
      await missed.clear();
      return {};
    },
    'vault.unlock': async ({ passphrase }) => {
      await vault.unlock(passphrase);
      return {};
    },
    'vault.lock': async () => {
      await vault.lock();
      return {};
    },
    'vault.keep': async ({ keep, current }) => {
      await vault.keep(keep, current);
      return {};
    },
    'location.sync': async ({ uId, full }) => {
      await deps.requestSync(uId, full ?? false);
      return {};
    },
    'location.unlink': async ({ uId }) => {
      await unlinkLocation(deps, uId);
      return {};
    },
    'app.name': async ({ adamId, name }) => {
      await deps.nameApp(adamId, name.trim());
      return {};
    },
    ...createKnowledgeHandlers(deps),
    'app.wipe': async () => {
      await deps.wipe();
      return {};
    },

    'portal.capture': async ({ text }, sender) => {
      const candidateId = await link.offer({ text, source: 'portal', ...tabOf(sender) });
      await missed.captured();
      return { candidateId };
    },
    'portal.card': async (_, sender) => {
      const card = isTopFrame(sender) ? await cardOfTab(sender.tabId) : undefined;
      return card ? { card } : {};
    },
    'portal.words': deps.cardWords,
    'portal.link': async ({ candidateId, mdm }, sender) => {
      const row = await expectOwn(candidateId, sender);
      const before = await readyCard(row);
      if (before.state === 'needs-popup') return { card: await leadToPopup(before) };
      try {
        await link.link({ candidateId });
      } catch (error) {
        // A question for the admin, which a page must not be able to answer.
        if (!isCode(error, 'older-token')) throw error;
        return { card: await leadToPopup({ ...before, state: 'needs-popup', failureCode: error.code }) };
      }
      // What the button promised, and to no other MDM: renewed and sent on with the one click.
      if (mdm !== undefined) return deps.sendOn(candidateId, mdm, sender);
      return { card: (await linked.getCard(row.tabId)) ?? { ...before, state: 'linked' } };
    },
    'portal.dismiss': async ({ candidateId }, sender) => {
      if (await linked.forget(candidateId, sender)) return {};
      await expectOwn(candidateId, sender);
      await link.dismiss(candidateId);
      return {};
    },
    'portal.missed': async ({ act }, sender) => {
      // Once for each miss: a page in the hands of an attacker opens no flood of tabs.
      if (!isTopFrame(sender) || !(await missed.isShownIn(sender.tabId))) return {};
      await missed.clear();
      if (act === 'open') await deps.openTokens();
      return {};
    },
    'portal.hint': async (_, sender) => {
      if (sender.kind === 'portal') await deps.hint(sender.tabId);
      return {};
    },
  };
}

type PortalSender = Extract<Sender, { kind: 'portal' }>;

const isTopFrame = (sender: Sender): sender is PortalSender =>
  sender.kind === 'portal' && sender.frameId === 0;

const tabOf = (sender: Sender) => (sender.kind === 'portal' ? { tabId: sender.tabId } : {});
