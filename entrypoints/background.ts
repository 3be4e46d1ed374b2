import { browser } from 'wxt/browser';
import { defineBackground } from 'wxt/utils/define-background';
import { createApp } from '../lib/app.ts';

export default defineBackground(() => {
  const app = createApp();

  browser.runtime.onMessage.addListener((message, sender, reply) => {
    const answer = app.route(message, sender);
    if (!answer) return false;
    void answer.then(reply);
    return true;
  });
  browser.alarms.onAlarm.addListener(() => app.onAlarm());
  browser.idle.onStateChanged.addListener((state) => app.onIdle(state));
  // Firefox for Android has no such thing.
  browser.omnibox?.onInputChanged.addListener((text, suggest) => app.onOmniboxTyped(text, suggest));
  browser.omnibox?.onInputEntered.addListener((text, where) => app.onOmniboxChosen(text, where));
  browser.commands?.onCommand.addListener((name, tab) => app.onPlaceAsked(name, tab));
  browser.contextMenus?.onClicked.addListener(({ menuItemId }, tab) => app.onPlaceAsked(menuItemId, tab));
  browser.permissions.onAdded.addListener(() => app.onPermissionAdded());
  browser.runtime.onStartup.addListener(() => app.onBrowserStart());
  browser.runtime.onInstalled.addListener(() => app.resume());
  self.addEventListener('online', () => app.resume());

  app.start();
});
