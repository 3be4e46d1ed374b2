/** Zentral, reference 2.7: read by API; the token goes in by its page, whose form refuses a worker's Origin. */
import { z } from 'zod';
import { expectOk, expectSetting, facts, onSameOrigin, readDate, readJson, works } from './answers.ts';
import type { Connector, MdmRecord } from './connector.ts';

const location = z.object({
  id: z.number(),
  name: z.string(),
  library_uid: z.string().nullish(),
  organization_name: z.string().nullish(),
  server_token_expiration_date: z.string().nullish(),
});
const page = z.object({ next: z.string().nullish(), results: z.array(location) });

function recordOf(found: z.infer<typeof location>): MdmRecord {
  return {
    id: String(found.id),
    name: found.name,
    locationName: found.name,
    ...facts({
      uId: found.library_uid,
      organizationName: found.organization_name,
      expiresAt: readDate(found.server_token_expiration_date),
    }),
  };
}

export const zentral: Connector = {
  id: 'zentral',
  open(settings, reach) {
    const base = expectSetting(settings, 'origin');
    const headers = {
      accept: 'application/json',
      authorization: `Token ${expectSetting(settings, 'apiToken')}`,
    };

    async function get(url: string, isOfRecord: boolean, signal?: AbortSignal) {
      const answer = await reach.send({ method: 'GET', url, headers }, signal);
      expectOk(answer, { role: 'mdm.view_location', now: reach.clock.now(), isOfRecord });
      return answer;
    }
    const first = `${base}/api/mdm/locations/?limit=50&offset=0`;
    const readPage = async (url: string, signal?: AbortSignal) =>
      readJson(await get(url, false, signal), page);

    return {
      test: (signal) => works(readPage(first, signal)),
      async list(signal) {
        const records: MdmRecord[] = [];
        for (let url: string | undefined = first; url !== undefined; ) {
          const { next, results }: z.infer<typeof page> = await readPage(url, signal);
          records.push(...results.map(recordOf));
          url = next ? onSameOrigin(next, base) : undefined;
        }
        return records;
      },
      read: async (id, signal) =>
        recordOf(
          readJson(await get(`${base}/api/mdm/locations/${encodeURIComponent(id)}/`, true, signal), location),
        ),
    };
  },
};
