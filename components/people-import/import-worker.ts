/** Reads and checks a file of people, so that the page never has to. Ended by the page when it is to stop. */
import { openCache } from '../data/open-cache.ts';
import { failureOfScreen } from '../ui/failure-of-screen.ts';
import { createImportService } from './import-service.ts';
import { type FromWorker, parseToWorker } from './messages.ts';
import { createRandomIds } from './random-ids.ts';
import { createLocationReader } from './read-location-people.ts';

const post = (message: FromWorker) => postMessage(message);
const serve = createImportService({
  readLocation: createLocationReader(openCache()),
  newId: createRandomIds(),
  post,
});

addEventListener('message', ({ data }: MessageEvent<unknown>) => {
  const message = parseToWorker(data);
  if (!message) return;
  const { id } = message;
  serve(message).catch((error: unknown) => post({ kind: 'failed', id, failure: failureOfScreen(error) }));
});
post({ kind: 'ready' });
