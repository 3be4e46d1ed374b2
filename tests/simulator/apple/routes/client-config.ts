import { type Call, members, type Route } from '../call.ts';
import type { SimulatorConfig } from '../config.ts';
import { Refusal } from '../errors.ts';
import type { ClientConfigState } from '../location.ts';
import { expectStrings, getList, getText, isObject, type JsonObject, parseBody } from '../parameters.ts';

/** Reference 4.2, GET. */
export const readClientConfig: Route = ({ location }) => {
  const { client } = location;
  return members({
    countryISO2ACode: location.country,
    defaultPlatform: location.platform,
    locationName: location.name,
    websiteURL: location.websiteURL,
    ...(client.notificationUrl !== undefined && { notificationUrl: client.notificationUrl }),
    ...(client.notificationAuthToken !== undefined && {
      notificationAuthToken: client.notificationAuthToken,
    }),
    ...(client.notificationTypes && { subscribedNotificationTypes: client.notificationTypes }),
  });
};

/** Reference 4.2, POST. Whether omitted fields are kept is unknown; here they are. */
export const writeClientConfig: Route = (call: Call) => {
  const { config } = call.state;
  const body = parseBody(call.body);
  const changes: ClientConfigState = { ...readMdmInfo(body, config), ...readWebhook(body, config) };
  const types = getList(body, 'notificationTypes');
  if (types.length > 0) changes.notificationTypes = expectStrings(types);
  Object.assign(call.location.client, changes);
  return readClientConfig(call);
};

function readMdmInfo(body: JsonObject, { limits }: SimulatorConfig): ClientConfigState {
  const info = body.mdmInfo;
  if (info === undefined || info === null) return {};
  if (!isObject(info)) throw new Refusal(9602);
  const [id, name, metadata] = [getText(info, 'id'), getText(info, 'name'), getText(info, 'metadata')];
  if (!id || !name || !metadata) throw new Refusal(9723);
  if (id.length > (limits.maxMdmIdLength ?? Infinity)) throw new Refusal(9724);
  if (name.length > (limits.maxMdmNameLength ?? Infinity)) throw new Refusal(9725);
  if (metadata.length > (limits.maxMdmMetadataLength ?? Infinity)) throw new Refusal(9713);
  return { mdmInfo: { id, name, metadata } };
}

function readWebhook(body: JsonObject, config: SimulatorConfig): ClientConfigState {
  const url = getText(body, 'notificationUrl');
  const token = getText(body, 'notificationAuthToken');
  if (url === undefined && token === undefined) return {};
  if (url === undefined || token === undefined) throw new Refusal(9710);
  const max = config.limits.maxNotificationLength ?? Infinity;
  if (url.length > max || token.length > max) throw new Refusal(9711);
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed?.protocol !== 'https:' || parsed.search || parsed.hash) throw new Refusal(9712);
  if (!config.reachableWebhookHosts.includes(parsed.host)) throw new Refusal(9728);
  return { notificationUrl: url, notificationAuthToken: token };
}
