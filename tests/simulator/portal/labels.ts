import type { Language } from './cell.ts';

/**
 * The portal's words. Preferences, payments and tokens as Apple's localized guides print them (portal reference 1.11);
 * the Spanish ones and the rest are likely wordings, since no public source has them.
 */
export interface Labels {
  nav: readonly string[];
  preferences: string;
  payments: string;
  intro: string;
  tokens: string;
  tokensIntro: string;
  location: string;
  download: string;
}

const english: Labels = {
  nav: ['Activity', 'Locations', 'Users', 'Classes', 'Devices', 'Apps', 'Books', 'Preferences'],
  preferences: 'Preferences',
  payments: 'Payments & Billing',
  intro: 'Manage how your organization pays for and distributes apps and books.',
  tokens: 'Content Tokens',
  tokensIntro: 'Download a token to use licences of a location with your device management service.',
  location: 'Location',
  download: 'Download',
};

export const labelsOf: Readonly<Record<Language, Labels | undefined>> = {
  en: english,
  de: {
    nav: ['Aktivität', 'Standorte', 'Benutzer', 'Klassen', 'Geräte', 'Apps', 'Bücher', 'Einstellungen'],
    preferences: 'Einstellungen',
    payments: 'Zahlungen und Rechnungen',
    intro: 'Verwalten Sie, wie Ihre Organisation Apps und Bücher bezahlt und verteilt.',
    tokens: 'Inhaltstoken',
    tokensIntro: 'Laden Sie ein Token, um Lizenzen eines Standorts in Ihrer Geräteverwaltung zu nutzen.',
    location: 'Standort',
    download: 'Laden',
  },
  fr: {
    nav: ['Activité', 'Sites', 'Utilisateurs', 'Classes', 'Appareils', 'Apps', 'Livres', 'Préférences'],
    preferences: 'Préférences',
    payments: 'Paiements et facturation',
    intro: 'Gérez la façon dont votre organisation paie et distribue les apps et les livres.',
    tokens: 'Jetons de contenu',
    tokensIntro: 'Téléchargez un jeton pour utiliser les licences d’un site avec votre service de gestion.',
    location: 'Site',
    download: 'Télécharger',
  },
  ja: {
    nav: ['アクティビティ', '場所', 'ユーザ', 'クラス', 'デバイス', 'App', 'ブック', '環境設定'],
    preferences: '環境設定',
    payments: 'お支払いと請求',
    intro: 'Appとブックの支払いと配布の方法を管理します。',
    tokens: 'コンテンツトークン',
    tokensIntro: 'トークンをダウンロードすると、この場所のライセンスをデバイス管理サービスで使用できます。',
    location: '場所',
    download: 'ダウンロード',
  },
  'zh-TW': {
    nav: ['活動', '位置', '使用者', '班級', '裝置', 'App', '書籍', '偏好設定'],
    preferences: '偏好設定',
    payments: '付款與帳單',
    intro: '管理您的組織如何支付和分發 App 與書籍。',
    tokens: '內容與代號',
    tokensIntro: '下載代號，以在裝置管理服務中使用位置的授權。',
    location: '位置',
    download: '下載',
  },
  es: {
    nav: ['Actividad', 'Ubicaciones', 'Usuarios', 'Clases', 'Dispositivos', 'Apps', 'Libros', 'Preferencias'],
    preferences: 'Preferencias',
    payments: 'Pagos y facturación',
    intro: 'Gestione cómo paga y distribuye su organización las apps y los libros.',
    tokens: 'Identificadores de contenido',
    tokensIntro:
      'Descargue un identificador para usar las licencias de una ubicación con su servicio de gestión.',
    location: 'Ubicación',
    download: 'Descargar',
  },
  none: undefined,
};
