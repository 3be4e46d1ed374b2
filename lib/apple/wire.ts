/**
 * What Apple's App and Book Management API v2 sends, as far as we read it (reference sections 3 and 4).
 * Almost every field is documented as optional and new ones appear: unknown fields are tolerated,
 * and only what a row cannot be keyed without is required.
 */
import { z } from 'zod';

// Must precede the first schema: Zod then never probes `new Function`, which the extension's CSP would report.
z.config({ jitless: true });

/**
 * The price plan, half of an asset's key; STDQ when left out (reference 4.4). Undefined when we do not know it: its row is
 * left out then, since folded into a known plan two assets would become one.
 */
export function readPricing(value: unknown): 'STDQ' | 'PLUS' | undefined {
  if (value === undefined || value === null || value === 'STDQ') return 'STDQ';
  return value === 'PLUS' ? value : undefined;
}

/** Undefined for a kind that we do not know, which is neither. */
function readProductType(value: unknown): 'App' | 'Book' | undefined {
  if (value === undefined || value === null || value === 'App') return 'App';
  return value === 'Book' ? value : undefined;
}

const pricingParam = z.unknown().default('STDQ').transform(readPricing);
const count = z.number().int();

export const mdmInfoSchema = z.object({
  id: z.string().default(''),
  name: z.string().default(''),
  metadata: z.string().default(''),
});

/** Present in every authenticated answer (reference 3, "Common response fields"). */
const common = {
  uId: z.string().optional(),
  tokenExpirationDate: z.string().optional(),
  mdmInfo: mdmInfoSchema.nullish().transform((value) => value ?? undefined),
};

const paging = {
  currentPageIndex: count.default(0),
  nextPageIndex: count.optional(),
  totalPages: count.optional(),
  size: count.optional(),
  versionId: z.string().optional(),
};

export const errorBodySchema = z.object({
  errorNumber: z.number().int(),
  errorMessage: z.string().optional(),
  errorInfo: z
    .object({
      assets: z.array(z.object({ adamId: z.string(), pricingParam: z.string().optional() })).optional(),
      clientUserIds: z.array(z.string()).optional(),
      serialNumbers: z.array(z.string()).optional(),
    })
    .nullish(),
});

export const serviceConfigSchema = z.object({
  limits: z.record(z.string(), z.number()).default({}),
  urls: z.record(z.string(), z.string()).default({}),
  notificationTypes: z.array(z.string()).default([]),
  errorCodes: z
    .array(z.object({ errorNumber: z.number().int(), errorMessage: z.string().default('') }))
    .default([]),
});

export const clientConfigSchema = z.object({
  ...common,
  uId: z.string(),
  countryISO2ACode: z.string().optional(),
  defaultPlatform: z.enum(['volumestore', 'enterprisestore']).optional().catch(undefined),
  locationName: z.string().default(''),
  websiteURL: z.string().optional(),
});

const assetFields = {
  adamId: z.string(),
  pricingParam,
  productType: z.unknown().default('App').transform(readProductType),
  assignedCount: count.default(0),
  deviceAssignable: z.boolean().default(false),
  revocable: z.boolean().default(false),
  supportedPlatforms: z.array(z.string()).default([]),
};

const assetSchema = z
  .object({
    ...assetFields,
    availableCount: count.default(0),
    retiredCount: count.default(0),
    totalCount: count.default(0),
  })
  .transform(({ pricingParam, productType, ...row }) =>
    pricingParam && productType ? { ...row, pricingParam, productType } : undefined,
  );
const unlimitedAssetSchema = z
  .object(assetFields)
  .transform(({ pricingParam, productType, ...row }) =>
    pricingParam && productType ? { ...row, pricingParam, productType } : undefined,
  );

export const assetsPageSchema = z
  .object({
    ...common,
    ...paging,
    assets: z.array(assetSchema).default([]),
    unlimitedAssets: z.array(unlimitedAssetSchema).default([]),
  })
  .transform((page) => {
    const assets = page.assets.filter((row) => row !== undefined);
    const unlimitedAssets = page.unlimitedAssets.filter((row) => row !== undefined);
    const all = page.assets.length + page.unlimitedAssets.length;
    /** Rows of a price plan or kind that we do not know. */
    const leftOut = all - assets.length - unlimitedAssets.length;
    return { ...page, assets, unlimitedAssets, leftOut };
  });

const assignmentSchema = z
  .object({
    adamId: z.string(),
    pricingParam,
    clientUserId: z.string().optional(),
    serialNumber: z.string().optional(),
    idHash: z.string().optional(),
    userStatus: z.string().optional(),
  })
  .transform(({ pricingParam, ...row }) => (pricingParam ? { ...row, pricingParam } : undefined));

export const assignmentsPageSchema = z.object({
  ...common,
  ...paging,
  assignments: z
    .array(assignmentSchema)
    .transform((rows) => rows.filter((row) => row !== undefined))
    .default([]),
});

export const userSchema = z.object({
  clientUserId: z.string(),
  email: z.string().optional(),
  idHash: z.string().optional(),
  inviteCode: z.string().optional(),
  // "Created" is written once in Apple's guide for Registered (semantics 2.2).
  status: z.enum(['Registered', 'Associated', 'Retired', 'Deleted']).catch('Registered'),
});

export const usersPageSchema = z.object({ ...common, ...paging, users: z.array(userSchema).default([]) });

export const eventResponseSchema = z.object({ ...common, eventId: z.string().min(1) });

export const eventStatusSchema = z.object({
  ...common,
  eventStatus: z.enum(['PENDING', 'COMPLETE', 'FAILED']),
  eventType: z.string().optional(),
  numRequested: count.optional(),
  numCompleted: count.optional(),
  failures: z.array(errorBodySchema).default([]),
});

export type ServiceConfig = z.infer<typeof serviceConfigSchema>;
export type ClientConfig = z.infer<typeof clientConfigSchema>;
export type AssetsPage = z.infer<typeof assetsPageSchema>;
export type AssignmentsPage = z.infer<typeof assignmentsPageSchema>;
export type WireAssignment = AssignmentsPage['assignments'][number];
export type UsersPage = z.infer<typeof usersPageSchema>;
export type WireUser = z.infer<typeof userSchema>;
export type EventStatus = z.infer<typeof eventStatusSchema>;
