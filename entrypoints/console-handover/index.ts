import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { createHandover } from './create-handover.ts';

/** Injected on the admin's click into the frames of one console page; what it offers is called by `executeScript`. */
export default defineUnlistedScript(() => {
  globalThis.orchardistHandover?.end();
  globalThis.orchardistHandover = createHandover(document);
});
