import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { readAnswer } from '../../../lib/apple/errors.ts';
import { parseAssignmentsPage, parseBody } from '../../../lib/apple/parse-page.ts';
import * as wire from '../../../lib/apple/wire.ts';
import { attempt, expectCleanPrototypes, expectNoSecret, must } from '../expect-quiet.ts';
import { mutatedJson } from '../mutate-json.ts';
import { type Edit, edits, editText } from '../mutate-text.ts';
import { inner, inviteCode, token } from '../secrets.ts';
import { createTarget } from '../target.ts';

const common = {
  uId: '2049025000431439',
  tokenExpirationDate: '2027-11-08T22:33:22+0000',
  mdmInfo: { id: 'a1b2', name: 'The management', metadata: 'x' },
};
const paging = { currentPageIndex: 0, nextPageIndex: 1, totalPages: 2, size: 2, versionId: '7f3a' };
const asset = {
  adamId: '408709785',
  pricingParam: 'STDQ',
  productType: 'App',
  assignedCount: 3,
  availableCount: 7,
};

/** One valid answer of each kind (reference 3 and 4). */
const examples: unknown[] = [
  { errorNumber: 9622, errorMessage: 'The token is not valid.' },
  { errorNumber: 9700, errorInfo: { assets: [asset], clientUserIds: ['u1'], serialNumbers: ['C02X'] } },
  {
    limits: { maxAssets: 25 },
    urls: { getAssets: 'https://vpp.itunes.apple.com/mdm/v2/assets' },
    errorCodes: [{ errorNumber: 1 }],
  },
  {
    ...common,
    countryISO2ACode: 'DE',
    defaultPlatform: 'enterprisestore',
    locationName: 'North',
    websiteURL: 'https://school.apple.com',
  },
  {
    ...common,
    ...paging,
    assets: [asset, { ...asset, totalCount: 2147483647 }],
    unlimitedAssets: [{ adamId: '1' }],
  },
  {
    ...common,
    ...paging,
    assignments: [
      { adamId: '1', serialNumber: 'C02X' },
      { adamId: '2', pricingParam: 'PLUS', clientUserId: 'u1' },
    ],
  },
  {
    ...common,
    ...paging,
    users: [{ clientUserId: 'u1', email: 'a@example.com', inviteCode, status: 'Registered' }],
  },
  { ...common, eventId: '5e9b' },
  {
    ...common,
    eventStatus: 'COMPLETE',
    numRequested: 2,
    numCompleted: 1,
    failures: [{ errorNumber: 9709, errorMessage: 'no' }],
  },
];

const schemas = [
  wire.serviceConfigSchema,
  wire.clientConfigSchema,
  wire.assetsPageSchema,
  wire.assignmentsPageSchema,
  wire.usersPageSchema,
  wire.eventResponseSchema,
  wire.eventStatusSchema,
] as const;

/** What Apple knows and may repeat. */
const secrets = [token, inner, inviteCode];

/** What no error may tell, whole: Apple's own words are shown, and a piece of a code says nothing. */
const longestPiece = 20;

interface Answer {
  status: number;
  retryAfter: string;
  body: unknown;
  edits: readonly Edit[];
}

export const wireTarget = createTarget<Answer>({
  name: 'wire',
  inputs: fc.record({
    status: fc.constantFrom(200, 200, 200, 204, 302, 400, 401, 410, 429, 500, 503),
    retryAfter: fc.oneof(
      fc.constantFrom('', '5', '-1', '1e99', 'Wed, 21 Oct 2026 07:28:00 GMT'),
      fc.string(),
    ),
    body: mutatedJson(examples, [...secrets, `Your token ${token} was refused`]),
    edits: fc.oneof(
      { weight: 2, arbitrary: fc.constant<readonly Edit[]>([]) },
      { weight: 1, arbitrary: edits },
    ),
  }),
  check({ status, retryAfter, body, edits }) {
    const text = editText(JSON.stringify(body) ?? '', edits);
    const headers = new Headers();
    // What no header can hold never comes as one.
    if (/^[\x20-\x7e]*$/.test(retryAfter)) headers.set('retry-after', retryAfter);
    const answer = attempt(() => readAnswer({ status, headers, text }, Date.UTC(2026, 0), token));
    if ('failure' in answer) {
      checkFailure(answer.failure);
      return;
    }
    for (const schema of schemas) {
      const parsed = attempt(() => parseBody(schema, answer.value));
      if ('failure' in parsed) checkFailure(parsed.failure);
    }
    checkAssignments(answer.value);
    expectCleanPrototypes();
  },
});

function checkFailure(failure: object): void {
  expectNoSecret(failure, [token]);
  expectNoSecret(failure, secrets, longestPiece);
  must(JSON.stringify(failure).length < 1000, 'a failure as long as the answer');
  expectCleanPrototypes();
}

function checkAssignments(body: unknown): void {
  const parsed = attempt(() => parseAssignmentsPage(body));
  const bySchema = attempt(() => parseBody(wire.assignmentsPageSchema, body));
  must(isDeepStrictEqual(parsed, bySchema), 'read by hand is not what the schema reads');
  if ('failure' in parsed) {
    checkFailure(parsed.failure);
    return;
  }
  for (const { adamId, pricingParam } of parsed.value.assignments)
    must(typeof adamId === 'string' && /^(STDQ|PLUS)$/.test(pricingParam), 'a row without a key');
}
