/** What Connect sent back, in every form that is on record. Nothing here is mandatory. */
export interface Callback {
  /** Good for ten minutes and for one exchange. Absent in the flows of API v3. */
  readonly code: string | null;
  readonly state: string | null;
  /** Smartcar's id of the owner; `user_id`, and `userId` in one page of the documents. */
  readonly userId: string | null;
  readonly externalId: string | null;
  /** Only after re-authentication of one vehicle. */
  readonly vehicleId: string | null;
  /** Where a Tesla's owner adds the virtual key. */
  readonly virtualKeyUrl: string | null;
  readonly error: string | null;
  readonly errorDescription: string | null;
  /** Sent along with `configuration_error`. */
  readonly statusCode: string | null;
  readonly errorMessage: string | null;
  /** The car that is not supported, if its owner agreed to share it. */
  readonly vehicle: CallbackVehicle | null;
  /** Every parameter as it came, unknown ones too; an unknown one that came twice is a list. */
  readonly raw: Readonly<Record<string, string | readonly string[]>>;
}

interface CallbackVehicle {
  readonly vin: string | null;
  readonly make: string | null;
  readonly model: string | null;
  readonly year: string | null;
}

/** The answer of Connect, or why it is not taken. */
export type ParsedCallback =
  | { readonly ok: true; readonly callback: Callback }
  /** A known parameter stands twice: one of the two is forged or garbled, and none is trusted. */
  | { readonly ok: false; readonly duplicate: string };

const known = [
  'code',
  'state',
  'user_id',
  'external_id',
  'vehicle_id',
  'virtual_key_url',
  'error',
  'error_description',
  'status_code',
  'error_message',
  'vin',
  'make',
  'model',
  'year',
] as const;

const aliases: Readonly<Record<string, string>> = { userId: 'user_id' };

/**
 * Reads the query of a redirect. `+` and `%20` are both spaces, as both are seen in Smartcar's examples.
 * @param query with or without its `?`
 */
export function parseCallback(query: string): ParsedCallback {
  const values = new Map<string, string[]>();
  for (const [name, value] of new URLSearchParams(query)) {
    const list = values.get(name);
    if (list === undefined) values.set(name, [value]);
    else list.push(value);
  }
  const duplicate = findDuplicate(values);
  if (duplicate !== undefined) return { ok: false, duplicate };
  return { ok: true, callback: readCallback(values) };
}

function findDuplicate(values: ReadonlyMap<string, readonly string[]>): string | undefined {
  for (const [alias, name] of Object.entries(aliases)) {
    const both = [...(values.get(alias) ?? []), ...(values.get(name) ?? [])];
    if (new Set(both).size > 1 || (values.get(alias) ?? []).length > 1) return name;
  }
  return known.find((name) => (values.get(name) ?? []).length > 1);
}

function readCallback(values: ReadonlyMap<string, readonly string[]>): Callback {
  // An empty value says nothing; `code=` is no code.
  const read = (name: (typeof known)[number]): string | null => values.get(name)?.[0] || null;
  const vehicle = { vin: read('vin'), make: read('make'), model: read('model'), year: read('year') };
  return {
    code: unlessBlank(read('code')),
    state: read('state'),
    userId: unlessBlank(read('user_id') ?? (values.get('userId')?.[0] || null)),
    externalId: read('external_id'),
    vehicleId: read('vehicle_id'),
    virtualKeyUrl: read('virtual_key_url'),
    error: unlessBlank(read('error')),
    errorDescription: read('error_description'),
    statusCode: read('status_code'),
    errorMessage: read('error_message'),
    vehicle: Object.values(vehicle).some((value) => value !== null) ? vehicle : null,
    raw: Object.fromEntries([...values].map(([name, list]) => [name, list.length === 1 ? (list[0] ?? '') : list])),
  };
}

/** What would be taken for a result must say something; the word of an unset variable is none. */
function unlessBlank(value: string | null): string | null {
  return /^(?:undefined|null|none|nil)?$/i.test(value?.trim() ?? '') ? null : value;
}

/** @returns true when a redirect tells neither a result nor an error, so that nothing shows that a car is connected */
export function isEmptyCallback({ code, userId, error }: Callback): boolean {
  return code === null && userId === null && error === null;
}

/**
 * @returns true for a redirect that shows that Tesla sent it, for an application of one's own at Tesla: by its issuer, or
 * by the region with which Tesla's codes begin. No redirect of Smartcar's on record has either.
 */
export function isOfTesla({ issuer, code }: Callback['raw']): boolean {
  return /(?:^|[/.])tesla\.c(?:om|n)(?![^:/])/i.test(`${issuer}`) || /^(?:NA|EU|CN)_\w{6}/.test(`${code}`);
}
