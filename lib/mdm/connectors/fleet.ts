/** Fleet Premium, reference 2.3: multipart, a global admin's API token. */
import { z } from 'zod';
import {
  type Expectation,
  expectOk,
  expectRecord,
  expectSetting,
  facts,
  readDate,
  readJson,
  works,
} from './answers.ts';
import type { Connector, ConnectorRequest, Delivery, MdmRecord } from './connector.ts';

const path = '/api/v1/fleet/vpp_tokens';

const vppToken = z.object({
  id: z.number(),
  org_name: z.string().nullish(),
  location: z.string().nullish(),
  renew_date: z.string().nullish(),
});
const list = z.object({ vpp_tokens: z.array(vppToken).nullable() });
/** The documentation and the code name the root differently. */
const made = z.union([
  z.object({ token: vppToken }).transform(({ token }) => token),
  z.object({ vpp_token: vppToken }).transform(({ vpp_token: token }) => token),
]);

/** What a status means when a token is handed in. */
const handingIn: Pick<Expectation, 'codes'> = {
  codes: { 400: 'mdm-refused-token', 409: 'mdm-duplicate', 422: 'mdm-refused-token' },
};

function recordOf({ id, org_name, location, renew_date }: z.infer<typeof vppToken>): MdmRecord {
  return {
    id: String(id),
    name: location || String(id),
    ...facts({ locationName: location, organizationName: org_name, expiresAt: readDate(renew_date) }),
  };
}

export const fleet: Connector = {
  id: 'fleet',
  open(settings, reach) {
    const base = expectSetting(settings, 'origin');
    const authorization = `Bearer ${expectSetting(settings, 'apiToken')}`;

    async function call(
      request: ConnectorRequest,
      means: Pick<Expectation, 'codes' | 'isOfRecord'>,
      signal?: AbortSignal,
    ) {
      const headers = { accept: 'application/json', authorization };
      const answer = await reach.send({ ...request, headers }, signal);
      expectOk(answer, { role: 'Global admin', now: reach.clock.now(), ...means });
      return answer;
    }

    async function readAll(signal?: AbortSignal): Promise<MdmRecord[]> {
      const answer = await call({ method: 'GET', url: `${base}${path}` }, {}, signal);
      return (readJson(answer, list).vpp_tokens ?? []).map(recordOf);
    }

    return {
      test: (signal) => works(readAll(signal)),
      list: readAll,
      read: async (id, signal) => expectRecord(await readAll(signal), id),
      async renew(record, delivery, _, signal) {
        const url = `${base}${path}/${encodeURIComponent(record.id)}/renew`;
        await call(
          { method: 'PATCH', url, body: formOf(delivery) },
          { ...handingIn, isOfRecord: true },
          signal,
        );
      },
      async add(delivery, _, __, signal) {
        const answer = await call(
          { method: 'POST', url: `${base}${path}`, body: formOf(delivery) },
          handingIn,
          signal,
        );
        return recordOf(readJson(answer, made));
      },
    };
  },
};

/** The part's headers as Fleet's own page sends them. */
function formOf({ token, fileName }: Delivery): FormData {
  const form = new FormData();
  form.append('token', new File([token], fileName, { type: 'application/octet-stream' }));
  return form;
}
