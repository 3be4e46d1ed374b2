/**
 * What the background says, in every language: a worker cannot import when it is needed, so all of it is in its bundle.
 * Keep these surfaces small.
 */
import arBadge from './ar/badge.json' with { type: 'json' };
import arCard from './ar/card.json' with { type: 'json' };
import deBadge from './de/badge.json' with { type: 'json' };
import deCard from './de/card.json' with { type: 'json' };
import enBadge from './en/badge.json' with { type: 'json' };
import enCard from './en/card.json' with { type: 'json' };
import esBadge from './es/badge.json' with { type: 'json' };
import esCard from './es/card.json' with { type: 'json' };
import frBadge from './fr/badge.json' with { type: 'json' };
import frCard from './fr/card.json' with { type: 'json' };
import jaBadge from './ja/badge.json' with { type: 'json' };
import jaCard from './ja/card.json' with { type: 'json' };
import type { LanguageCode, TextsOf } from './languages.ts';

export const badgeTexts: Readonly<Record<LanguageCode, TextsOf<typeof enBadge>>> = {
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
