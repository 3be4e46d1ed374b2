import type { SimulatorConfig } from '../apple/config.ts';
import type { SimulatorClock } from '../clock.ts';
import type { HostHandler } from '../host-handler.ts';
import type { StoreSeed } from '../seeds/seed-types.ts';
import type { OffenceKind } from '../server/request-log.ts';
import { artworkUrl } from './images.ts';

export interface LookupParts {
  catalogue: Map<string, StoreSeed>;
  config: SimulatorConfig;
  clock: SimulatorClock;
  report(kind: OffenceKind, detail: string): void;
}

/** `itunes.apple.com/lookup`, without auth (reference 12, route C). Custom and removed apps are not there. */
export function createLookupHost({ catalogue, config, clock, report }: LookupParts): HostHandler {
  let times: number[] = [];
  const isTooMany = () => {
    if (!config.lookupRate) return false;
    const { calls, windowMs } = config.lookupRate;
    const now = clock.now();
    times = times.filter((time) => time > now - windowMs);
    if (times.length >= calls) return true;
    times.push(now);
    return false;
  };
  return ({ url }, response) => {
    if (url.pathname !== '/lookup') {
      response.writeHead(404, { 'content-type': 'text/html' }).end('<html><body>Not Found</body></html>');
      return;
    }
    if (isTooMany()) {
      report('lookup-rate-exceeded', url.pathname);
      response.writeHead(429, {
        'content-type': 'text/html',
        'retry-after': String(config.lookupRate?.retryAfter ?? 30),
      });
      response.end('<html><head><title>429 Too Many Requests</title></head><body>429</body></html>');
      return;
    }
    const country = (url.searchParams.get('country') ?? 'us').toLowerCase();
    const ids = (url.searchParams.get('id') ?? '').split(',');
    const results = ids.flatMap((id) => {
      const entry = catalogue.get(id);
      return entry && isSoldIn(entry, country) ? [describe(id, entry, country)] : [];
    });
    const body = `\n\n\n${JSON.stringify({ resultCount: results.length, results })}\n\n\n`;
    response.writeHead(200, { 'content-type': 'text/javascript; charset=utf-8' }).end(body);
  };
}

const isSoldIn = ({ countries }: StoreSeed, country: string) => !countries || countries.includes(country);

function describe(adamId: string, entry: StoreSeed, country: string) {
  const { kind = 'software', name, seller, bundleId = `app.id${adamId}` } = entry;
  const common = {
    kind,
    trackId: Number(adamId),
    trackName: name,
    artistName: seller,
    price: 0,
    formattedPrice: 'Free',
    artworkUrl60: artworkUrl(adamId, 60),
    artworkUrl100: artworkUrl(adamId, 100),
    trackViewUrl: `https://apps.apple.com/${country}/app/id${adamId}`,
  };
  // Books have neither bundle nor version.
  if (kind === 'ebook') return common;
  return {
    ...common,
    wrapperType: 'software',
    bundleId,
    sellerName: seller,
    version: `${1 + (Number(adamId) % 14)}.${Number(adamId) % 7}`,
    minimumOsVersion: kind === 'mac-software' ? '14.0' : '17.0',
    artworkUrl512: artworkUrl(adamId, 512),
  };
}
