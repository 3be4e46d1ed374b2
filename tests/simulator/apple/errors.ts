/** Reference 7.2: number, text and HTTP status. Numbers without a status come in events only. */
interface ErrorEntry {
  status: number;
  message: string;
  /** `service/config` leaves some numbers out (reference 7.2, last paragraph). */
  unlisted?: true;
}

const table: Record<number, ErrorEntry> = {
  9601: { status: 401, message: 'Login required.' },
  9602: { status: 400, message: 'Invalid argument.' },
  9603: { status: 500, message: 'Internal error.' },
  9609: { status: 400, message: 'Unable to find the registered user.' },
  9621: { status: 401, message: 'Expired sToken. You need a new sToken.' },
  9622: { status: 401, message: 'Invalid sToken.', unlisted: true },
  9623: { status: 400, message: 'Invalid APNs token.', unlisted: true },
  9625: { status: 401, message: 'The sToken has been revoked.' },
  9634: { status: 410, message: 'This service has been removed.' },
  9635: {
    status: 400,
    message: 'The Apple Account cannot be associated with the registered user.',
    unlisted: true,
  },
  9637: { status: 403, message: 'Operation not allowed.', unlisted: true },
  9641: { status: 400, message: 'The Apple Account is already associated to another user.', unlisted: true },
  9644: { status: 503, message: 'The service is in maintenance mode.', unlisted: true },
  9646: { status: 429, message: 'There are too many requests for the current Organization.' },
  9647: { status: 403, message: 'Not supported for legacy tokens.', unlisted: true },
  9650: { status: 400, message: 'The page index must be greater than 0 and below the number of pages.' },
  9700: { status: 400, message: 'Too many assets in the request.' },
  9701: { status: 400, message: 'Too many clientUserIds in the request.' },
  9702: { status: 400, message: 'Too many serialNumbers in the request.' },
  9703: { status: 400, message: 'Duplicate assets in the request.' },
  9704: { status: 400, message: 'Duplicate clientUserIds in the request.' },
  9705: { status: 400, message: 'Duplicate serialNumbers in the request.' },
  9706: { status: 400, message: 'The asset is not revocable.' },
  9707: { status: 400, message: 'The asset is not device assignable.' },
  9708: { status: 400, message: 'The eventId is not known.' },
  9709: { status: 400, message: 'Not enough licenses are available.' },
  9710: {
    status: 400,
    message: 'The notificationUrl and the notificationAuthToken must be supplied together.',
  },
  9711: { status: 400, message: 'The notificationUrl or the notificationAuthToken is too long.' },
  9712: { status: 400, message: 'The notificationUrl must be a valid HTTPS URL.' },
  9713: { status: 400, message: 'The mdmInfo metadata is too long.' },
  9714: { status: 400, message: 'Too many users in the request.' },
  9715: { status: 400, message: 'Duplicate users in the request.' },
  9716: { status: 400, message: 'An active user with this clientUserId exists.' },
  9717: { status: 400, message: 'Invalid email address.' },
  9718: { status: 400, message: 'No asset was supplied.' },
  9719: { status: 400, message: 'Neither clientUserIds nor serialNumbers were supplied.' },
  9720: { status: 400, message: 'No user was supplied.' },
  9721: { status: 400, message: 'Invalid version id.' },
  9722: { status: 401, message: 'The Authorization header must be of the form Bearer.' },
  9723: { status: 400, message: 'The mdmInfo must have an id, a name and metadata.' },
  9724: { status: 400, message: 'The mdmInfo id is too long.' },
  9725: { status: 400, message: 'The mdmInfo name is too long.' },
  9726: { status: 405, message: 'The HTTP method is not supported.' },
  9727: { status: 415, message: 'The Content-Type is not supported.' },
  9728: { status: 400, message: 'The notificationUrl is not reachable.' },
  9729: { status: 503, message: 'The service is temporarily unavailable.', unlisted: true },
};

export const authErrors: ReadonlySet<number> = new Set([9601, 9621, 9622, 9625, 9722]);

export interface ErrorInfo {
  assets?: { adamId: string; pricingParam: string }[];
  clientUserIds?: string[];
  serialNumbers?: string[];
}

export interface ErrorBody {
  errorNumber: number;
  errorMessage: string;
  errorInfo?: ErrorInfo;
}

/** A synchronous refusal; nothing was done (reference 0.3). */
export class Refusal extends Error {
  readonly errorNumber: number;
  readonly info: ErrorInfo | undefined;
  constructor(errorNumber: number, info?: ErrorInfo) {
    super(`refused with ${errorNumber}`);
    this.errorNumber = errorNumber;
    this.info = info;
  }
}

export const errorStatus = (errorNumber: number) => table[errorNumber]?.status ?? 500;

export function errorBody(errorNumber: number, errorInfo?: ErrorInfo): ErrorBody {
  const errorMessage = table[errorNumber]?.message ?? 'Unknown error.';
  return { errorNumber, errorMessage, ...(errorInfo && { errorInfo }) };
}

/** The list that `service/config` publishes (reference 4.1). */
export const errorCodes = Object.entries(table)
  .filter(([, entry]) => !entry.unlisted)
  .map(([errorNumber, { message }]) => ({ errorNumber: Number(errorNumber), errorMessage: message }));
