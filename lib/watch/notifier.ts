import { browser } from 'wxt/browser';
import type { TokenNotice } from './notice.ts';

const prefix = 'token:';
const permission: Parameters<typeof browser.permissions.contains>[0] = { permissions: ['notifications'] };

/**
 * The browser's notifications, while their optional permission is there.
 * @param open opens a place of the console, such as "/tokens"
 */
export function createNotifier(open: (route: string) => Promise<void>, onBug: (error: unknown) => void) {
  const onClicked = (id: string) => {
    const uId = id.startsWith(prefix) ? id.slice(prefix.length) : '';
    const route = uId === '' ? '/tokens' : `/tokens?${new URLSearchParams({ open: uId })}`;
    Promise.all([open(route), browser.notifications.clear(id)]).catch(onBug);
  };
  return {
    /** Called at the top of every background and whenever a permission was given. */
    follow(): void {
      const { notifications } = browser;
      // Absent without the permission.
      if (notifications && !notifications.onClicked.hasListener(onClicked)) {
        notifications.onClicked.addListener(onClicked);
      }
    },
    mayShow: () => browser.permissions.contains(permission),
    /** A newer one about the same takes the place of the older. */
    async show({ title, message, uId }: TokenNotice): Promise<void> {
      await browser.notifications.create(`${prefix}${uId ?? ''}`, {
        type: 'basic',
        iconUrl: `${self.location.origin}/icon/128.png`,
        title,
        message,
      });
    },
  };
}
