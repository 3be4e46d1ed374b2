import type { AssetSeed, StoreSeed } from './seed-types.ts';

const bundle = (name: string) => `example.${name.toLowerCase().replace(/[^a-z]/g, '') || 'app'}`;

const app = (
  adamId: string,
  name: string,
  seller: string,
  more: Omit<Partial<AssetSeed>, 'store'> & { store?: Partial<StoreSeed> } = {},
) => ({
  adamId,
  total: 0,
  supportedPlatforms: ['iOS'],
  ...more,
  store: { name, seller, bundleId: bundle(name), ...more.store },
});

const book = (adamId: string, name: string, seller: string): AssetSeed => ({
  adamId,
  total: 0,
  productType: 'Book',
  store: { name, seller, kind: 'ebook' },
});

const mac = { supportedPlatforms: ['macOS'], store: { kind: 'mac-software' as const } };

/** What the school district owns. Free Apple apps are real, everything else is made up. */
export const schoolTitles: AssetSeed[] = [
  app('361309726', 'Pages', 'Apple', { total: 'unlimited', supportedPlatforms: ['iOS', 'macOS'] }),
  app('361304891', 'Numbers', 'Apple'),
  app('361285480', 'Keynote', 'Apple'),
  app('408709785', 'GarageBand', 'Apple'),
  app('377298193', 'iMovie', 'Apple'),
  app('908519492', 'Swift Playgrounds', 'Apple', { supportedPlatforms: ['iOS', 'macOS'] }),
  app('1470168007', 'Fraction Garden', 'Hedgerow Learning'),
  app('1482310554', 'Fraction Garden Pro', 'Hedgerow Learning'),
  app('1357902468', 'Sketchleaf', 'Papermill Software', { supportedPlatforms: ['iOS', 'visionOS'] }),
  app('982471103', 'Notewell', 'Papermill Software'),
  app('1118250431', 'Story Loom', 'Lantern Press'),
  app('1224417760', '漢字の森', 'もりのこ出版', { store: { countries: ['us', 'jp'] } }),
  app('1304958217', 'تعلّم الحروف', 'دار النخلة'),
  app('1411903285', 'Math Rockets 🚀', 'Hedgerow Learning'),
  app('1099318842', '=Equation Lab', 'Balance Beam'),
  app('1532087714', 'The "Quiet" Timer', 'Bell & Board'),
  app('1287745590', 'Star Atlas Junior', 'Skywright'),
  app('876120394', 'Periodic', 'Balance Beam'),
  app('1190582237', 'Loop Station Kids', 'Tin Whistle Audio'),
  app('1376624108', 'Reading Rings', 'Lantern Press'),
  app('1455201793', 'Signs & Gestures', 'Open Hand'),
  app('1023984417', 'Globe Trotter Maps', 'Skywright'),
  app('1563320918', 'Chem Bench', 'Balance Beam'),
  app('1240075561', 'Poll the Class', 'Bell & Board'),
  app('1338817025', 'Class Gallery', 'Bell & Board'),
  app('1501148263', 'Block Coder', 'Balance Beam'),
  app('1287003946', 'Anatomy Table', 'Skywright', { deviceAssignable: false }),
  app('1099541378', 'Focus Reader', 'Open Hand', { store: { countries: ['gb', 'ie'] } }),
  app('497799835', 'Xcode', 'Apple', mac),
  app('424389933', 'Final Cut Pro', 'Apple', mac),
  app('634148309', 'Logic Pro', 'Apple', mac),
  app('1588042317', 'Darkroom Desk', 'Papermill Software', mac),
  // The district's own app: not in any look-up.
  { adamId: '1650091244', total: 0, supportedPlatforms: ['iOS', 'macOS'] },
  book('1441036685', 'Algebra, Gently', 'Lantern Press'),
  book('1441036702', 'A Field Book of Pond Life', 'Lantern Press'),
  book('1190024518', '星をさがす本', 'もりのこ出版'),
  book('1302255871', 'حكايات النهر', 'دار النخلة'),
  book('1512290047', 'Swift for Classrooms', 'Apple'),
  // The same book in high quality: one adamId, two assets.
  { ...book('1512290047', 'Swift for Classrooms', 'Apple'), pricingParam: 'PLUS' },
  book('1400871236', 'The Copper Kettle 🫖', 'Lantern Press'),
];
