/** The parts of the settings that can be opened by name: each is the `id` of an element, `setting-<part>`. */
export const settingParts = [
  'keep',
  'lock',
  'rate',
  'sync',
  'warnings',
  'language',
  'notifications',
  'downloads',
  'backup',
  'stored',
  'requests',
  'wipe',
] as const;
export type SettingPart = (typeof settingParts)[number];
