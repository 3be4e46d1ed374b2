import { browser } from 'wxt/browser';
import type { MissedDownloads } from './missed-download.ts';

/**
 * Listens to downloads while the optional permission is there. Called at the top of every background, because a
 * browser wakes a stopped one only for what it listened to at once; and again whenever a permission was given.
 */
export function followDownloads({ onCreated, onChanged }: Pick<MissedDownloads, 'onCreated' | 'onChanged'>) {
  return function follow(): void {
    // Absent without the permission, and a new object after it was withdrawn and given again.
    const { downloads } = browser;
    if (!downloads) return;
    if (!downloads.onCreated.hasListener(onCreated)) downloads.onCreated.addListener(onCreated);
    if (!downloads.onChanged.hasListener(onChanged)) downloads.onChanged.addListener(onChanged);
  };
}
