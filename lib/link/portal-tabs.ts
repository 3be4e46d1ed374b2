import { browser } from 'wxt/browser';
import type { CardChanged } from '../bus/contract.ts';
import { portalHosts } from '../platform/permission-table.ts';

/** The open tabs of Apple's portals and the ways to our own pages. */
export function createPortalTabs(deps: {
  /** Makes the icon call the admin, where the browser opens no popup without a click on it. */
  showIcon(): Promise<void>;
}) {
  return {
    /** Nobody waits for a tab: one that the browser has frozen answers when it is looked at again. */
    async showCard(tabId: number | undefined, card: CardChanged['card']): Promise<void> {
      if (tabId === undefined) return;
      const message: CardChanged = { type: 'card-changed', card };
      try {
        await browser.tabs.sendMessage(tabId, message, { frameId: 0 });
      } catch {
        // The tab was closed or has left the portal: there is no card to change.
      }
    },

    /** A download does not say which tab it comes from. Portal tabs can be found by the access to their hosts. */
    async getLast(): Promise<number | undefined> {
      const tabs = await browser.tabs.query({ url: [...portalHosts] });
      return tabs.sort((a, b) => (b.lastAccessed ?? 0) - (a.lastAccessed ?? 0))[0]?.id;
    },

    /** False when the browser refused: Firefox does while its downloads panel is open, others without a window. */
    async openPopup(): Promise<boolean> {
      try {
        await browser.action.openPopup();
        return true;
      } catch {
        await deps.showIcon();
        return false;
      }
    },

    openTokens: () => openConsole('/tokens?link=1'),
  };
}

/** Opens the console. @param route one of its places, such as "/tokens" */
export async function openConsole(
  route: string,
  where: 'currentTab' | 'newForegroundTab' | 'newBackgroundTab' = 'newForegroundTab',
): Promise<void> {
  const url = `${self.location.origin}/options.html#${route}`;
  if (where === 'currentTab') await browser.tabs.update({ url });
  else await browser.tabs.create({ url, active: where === 'newForegroundTab' });
}
