/**
 * What the background says, in every language: a worker cannot import when it is needed, so all of it is in its bundle.
 * Keep these surfaces small.
 */
import arBadge from './ar/badge.json' with { type: 'json' };
import arCard from './ar/card.json' with { type: 'json' };
import arHandover from './ar/handover.json' with { type: 'json' };
import arNotifications from './ar/notifications.json' with { type: 'json' };
import arOmnibox from './ar/omnibox.json' with { type: 'json' };
import deBadge from './de/badge.json' with { type: 'json' };
import deCard from './de/card.json' with { type: 'json' };
import deHandover from './de/handover.json' with { type: 'json' };
import deNotifications from './de/notifications.json' with { type: 'json' };
import deOmnibox from './de/omnibox.json' with { type: 'json' };
import enBadge from './en/badge.json' with { type: 'json' };
import enCard from './en/card.json' with { type: 'json' };
import enHandover from './en/handover.json' with { type: 'json' };
import enNotifications from './en/notifications.json' with { type: 'json' };
import enOmnibox from './en/omnibox.json' with { type: 'json' };
import esBadge from './es/badge.json' with { type: 'json' };
import esCard from './es/card.json' with { type: 'json' };
import esHandover from './es/handover.json' with { type: 'json' };
import esNotifications from './es/notifications.json' with { type: 'json' };
import esOmnibox from './es/omnibox.json' with { type: 'json' };
import frBadge from './fr/badge.json' with { type: 'json' };
import frCard from './fr/card.json' with { type: 'json' };
import frHandover from './fr/handover.json' with { type: 'json' };
import frNotifications from './fr/notifications.json' with { type: 'json' };
import frOmnibox from './fr/omnibox.json' with { type: 'json' };
import jaBadge from './ja/badge.json' with { type: 'json' };
import jaCard from './ja/card.json' with { type: 'json' };
import jaHandover from './ja/handover.json' with { type: 'json' };
import jaNotifications from './ja/notifications.json' with { type: 'json' };
import jaOmnibox from './ja/omnibox.json' with { type: 'json' };
import type { LanguageCode } from './languages.ts';
import type { Message } from './translate.ts';

/** The texts of one surface in every language, with the keys of English. */
type InAll<English> = Readonly<Record<LanguageCode, Readonly<Record<keyof English & string, Message>>>>;

export const badgeTexts: InAll<typeof enBadge> = {
  ar: arBadge,
  de: deBadge,
  en: enBadge,
  es: esBadge,
  fr: frBadge,
  ja: jaBadge,
};
/** Handed to the capture card by message, so that a portal page loads English alone. */
export const cardTexts: Readonly<Record<LanguageCode, Readonly<Record<keyof typeof enCard, string>>>> = {
  ar: arCard,
  de: deCard,
  en: enCard,
  es: esCard,
  fr: frCard,
  ja: jaCard,
};
/** Handed to the card over a console as arguments. */
export const handoverTexts: InAll<typeof enHandover> = {
  ar: arHandover,
  de: deHandover,
  en: enHandover,
  es: esHandover,
  fr: frHandover,
  ja: jaHandover,
};
export const notificationTexts: InAll<typeof enNotifications> = {
  ar: arNotifications,
  de: deNotifications,
  en: enNotifications,
  es: esNotifications,
  fr: frNotifications,
  ja: jaNotifications,
};
export const omniboxTexts: InAll<typeof enOmnibox> = {
  ar: arOmnibox,
  de: deOmnibox,
  en: enOmnibox,
  es: esOmnibox,
  fr: frOmnibox,
  ja: jaOmnibox,
};

export type BadgeKey = keyof typeof enBadge;
export type HandoverKey = keyof typeof enHandover;
export type NotificationKey = keyof typeof enNotifications;
export type OmniboxKey = keyof typeof enOmnibox;
