import { beginTexts } from '../../components/ui/language.ts';

// Imported before the screens, each of which waits for its texts.
beginTexts();
