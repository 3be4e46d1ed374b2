/** Applivery, reference 2.5: one call that creates or updates, matched by Apple's uId on their side. */
import { z } from 'zod';
import { appliveryOrigin } from '../catalogue/connector-forms.ts';
import { expectOk, expectSetting, facts, readDate, readJson } from './answers.ts';
import type { Connector, ConnectorRequest } from './connector.ts';

/** The reply carries the token as well, which is not read. */
const reply = z.object({
  data: z.object({
    id: z.string(),
    name: z.string().nullish(),
    expirationDate: z.string(),
    config: z.object({ locationName: z.string().nullish() }).nullish(),
  }),
});
const role = 'mdm.apple.vppLocation.create';

export const applivery: Connector = {
  id: 'applivery',
  open(settings, reach) {
    const organization = encodeURIComponent(expectSetting(settings, 'organizationId'));
    const url = `${appliveryOrigin}/v1/organizations/${organization}/mdm/apple/enterprise/vpp/locations/`;
    const authorization = `Bearer ${expectSetting(settings, 'apiKey')}`;
    const send = (request: Pick<ConnectorRequest, 'method' | 'headers' | 'body'>, signal?: AbortSignal) =>
      reach.send(
        { ...request, url, headers: { accept: 'application/json', authorization, ...request.headers } },
        signal,
      );
    const now = () => reach.clock.now();

    return {
      /** No read is documented: a key that is refused is told, and whatever else answers says nothing of it. */
      async test(signal) {
        const answer = await send({ method: 'GET' }, signal);
        if (answer.status !== 404 && answer.status !== 405) expectOk(answer, { role, now: now() });
        return 'untold';
      },
      async upsert({ token }, signal) {
        const body = JSON.stringify({ token });
        const headers = { 'content-type': 'application/json' };
        const answer = await send({ method: 'POST', headers, body }, signal);
        expectOk(answer, {
          role,
          now: now(),
          codes: { 400: 'mdm-refused-token', 404: 'mdm-refused', 422: 'mdm-refused-token' },
        });
        const { id, name, expirationDate, config } = readJson(answer, reply).data;
        return {
          id,
          name: name || id,
          ...facts({ locationName: config?.locationName, expiresAt: readDate(expirationDate) }),
        };
      },
    };
  },
};
