import type { MigrationPlanDocument, MigrationTask } from './documents.ts';

/** What is known of an application on its way to v3. */
export interface MigrationState extends Pick<MigrationPlanDocument, 'users' | 'code'> {
  readonly applicationId: string | undefined;
  readonly apiClientId: string | undefined;
  /** The secret of the API client is at hand. */
  readonly hasApiSecret: boolean;
}

/** The checklist of an application: what is settled, what is open, and where each value stands. */
export function migrationTasks(state: MigrationState): readonly MigrationTask[] {
  return [ids(state), credentials(state), users(state), tokens(state), calls(state), webhooks, consent(state)].map(
    (task) => withPlaces(task, state),
  );
}

/** Places in the code keep a task open. */
function withPlaces(task: MigrationTask, { code }: MigrationState): MigrationTask {
  const places = code?.calls.filter(({ task: id, unchanged }) => id === task.id && !unchanged) ?? [];
  if (places.length === 0) return task;
  return { ...task, status: 'open', what: `${task.what} In the code: ${count(places.length, 'place')}.` };
}

function ids({ applicationId }: MigrationState): MigrationTask {
  const isKnown = applicationId !== undefined;
  return {
    id: 'ids',
    title: 'The application id on Connect links',
    status: isKnown ? 'done' : 'open',
    what: isKnown
      ? `${applicationId} goes on the link as application_id. A client_… id is refused there.`
      : 'The UUID of the application, on the page Configuration of the Smartcar Dashboard, goes on the link as application_id.',
  };
}

function credentials({ apiClientId, hasApiSecret }: MigrationState): MigrationTask {
  return {
    id: 'credentials',
    title: 'API credentials for the token endpoint of v3',
    status: apiClientId !== undefined && hasApiSecret ? 'done' : 'open',
    what:
      apiClientId === undefined
        ? 'An id that begins with client_ and its secret: Smartcar Dashboard, API Credentials, Create Secret. The secret is shown once.'
        : hasApiSecret
          ? `${apiClientId} and its secret are at hand.`
          : `The secret of ${apiClientId} is missing: Smartcar Dashboard, API Credentials, Create Secret. It is shown once.`,
  };
}

function users({ users: rows }: MigrationState): MigrationTask {
  const store =
    rows === null
      ? "Store each owner's user_id beside your own record, and that"
      : `Store the user_id of ${count(rows.length, 'owner')} below beside your own record of each, and`;
  return {
    id: 'users',
    title: 'A column for the user id',
    status: 'unknown',
    what: `v3 names the owner in the header sc-user-id. ${store} of every later redirect.`,
  };
}

function tokens({ users: rows }: MigrationState): MigrationTask {
  const stored = (rows ?? []).filter(({ from }) => from === 'stored-token').length;
  return {
    id: 'tokens',
    title: 'One token in the place of a pair for each owner',
    status: stored === 0 ? 'unknown' : 'open',
    what: `https://iam.smartcar.com/oauth2/token gives one token an hour for the whole application; there is nothing to refresh and nothing to store per owner.${stored === 0 ? '' : ` Known here by a stored token of v2 alone: ${count(stored, 'owner')}.`}`,
  };
}

function calls({ code }: MigrationState): MigrationTask {
  return {
    id: 'calls',
    title: 'Calls of v2 in the code',
    status: code === null ? 'unknown' : 'done',
    what:
      code === null
        ? 'Pass --from-code DIRECTORY to have links, tokens, calls and webhooks listed with what v3 has in their place.'
        : `${count(code.files, 'file')} of "${code.directory}" read; tests and documents are left aside.`,
  };
}

const webhooks: MigrationTask = {
  id: 'webhooks',
  title: 'Webhooks of v3',
  status: 'unknown',
  what: 'They are made in the Smartcar Dashboard and take their cars by POST /subscriptions (webhookId, userId, vehicleId) or by themselves. Events name user.id; a missing box or key comes as VEHICLE_ERROR. The commands webhook listen and webhook trigger receive and rehearse them.',
};

function consent({ users: rows }: MigrationState): MigrationTask {
  const cars = rows?.reduce((sum, { vehicles }) => sum + vehicles.length, 0) ?? 0;
  const whom = rows === null ? 'any owner' : `${count(rows.length, 'owner')} and ${count(cars, 'car')}`;
  return {
    id: 'consent',
    title: 'Consent',
    status: 'unknown',
    what: `Going to v3 asks nothing of ${whom} by itself. Only a car on Tesla's older integration must be connected anew (\`connect-cli migration-status\`). That costs its owner a sign-in, Tesla's screen with every box unticked, Smartcar's screen, and the virtual key where the car needs one; whoever gives up there is connected no longer.`,
  };
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
