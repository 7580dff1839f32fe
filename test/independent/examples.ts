/** One example of Smartcar's API reference: the request to the letter and the answer beside it. */
export interface DocumentedExample {
  /** Page under https://smartcar.com/docs/ that prints it, as read in 2026. */
  readonly page: string;
  readonly command: string;
  readonly status: number;
  /** The printed answer; absent where the page prints none. */
  readonly answer?: unknown;
}

/** The examples of API v3 that could be read, word for word. */
export const documentedExamples: readonly DocumentedExample[] = [
  {
    page: 'api-reference/authorization/request-access-token',
    command: `curl --request POST \\
  --url https://iam.smartcar.com/oauth2/token \\
  --header 'Content-Type: application/x-www-form-urlencoded' \\
  --data 'grant_type=client_credentials&client_id=YOUR_CLIENT_ID&client_secret=YOUR_CLIENT_SECRET'`,
    status: 200,
    answer: { access_token: '<string>', token_type: '<string>', expires_in: 123 },
  },
  {
    page: 'getting-started/how-to/m2m/migration-guide',
    command: `curl -X POST https://iam.smartcar.com/oauth2/token \\
  -H "Content-Type: application/x-www-form-urlencoded" \\
  -d "grant_type=client_credentials" \\
  -d "client_id=YOUR_CLIENT_ID" \\
  -d "client_secret=YOUR_CLIENT_SECRET"`,
    status: 200,
    answer: { access_token: '<string>', token_type: '<string>', expires_in: 123 },
  },
  {
    page: 'api-reference/get-connection',
    command: `curl --request GET \\
--url https://vehicle.api.smartcar.com/v3/connections/{connectionId} \\
--header 'Authorization: Bearer <token>'`,
    status: 200,
    answer: {
      data: {
        id: '32c4139a-e4aa-4c6c-b357-3ae9022dbf1b',
        type: 'connection',
        attributes: {
          permissions: ['read_vehicle_info', 'read_odometer'],
          vehicle: { make: 'Tesla', model: 'Model S', year: 2020, mode: 'live', powertrainType: 'BEV' },
        },
        relationships: {
          vehicle: {
            data: { id: 'a6a425d6-c661-4b21-af7a-d6b75f80f3b0', type: 'vehicle' },
            links: { related: 'https://api.example.com/vehicles/a6a425d6-c661-4b21-af7a-d6b75f80f3b0' },
          },
          user: { data: { id: '1e258add-fb21-4293-b9ab-cf8a61f7a880', type: 'user' } },
        },
        meta: { createdAt: '2024-01-01T00:00:00Z', updatedAt: '2024-01-02T00:00:00Z' },
        links: { self: 'https://api.example.com/connections/32c4139a-e4aa-4c6c-b357-3ae9022dbf1b' },
      },
    },
  },
  {
    page: 'api-reference/get-vehicle',
    command: `curl --request GET \\
  --url https://vehicle.api.smartcar.com/v3/vehicles/{vehicleId} \\
  --header 'Authorization: Bearer <token>'`,
    status: 200,
    answer: {
      data: {
        id: 'vehicle123',
        type: 'vehicle',
        attributes: { make: 'Toyota', model: 'Camry', year: 2020, powertrainType: 'ICE', mode: 'live' },
        links: { self: '/vehicles/vehicle123' },
      },
    },
  },
  {
    page: 'api-reference/charging/set-charge-limit',
    command: `curl --request POST \\
  --url https://vehicle.api.smartcar.com/v3/vehicles/{vehicleId}/commands/charge/set-limit \\
  --header 'Authorization: Bearer <token>' \\
  --header 'Content-Type: application/json' \\
  --header 'sc-user-id: <sc-user-id>' \\
  --data '
{
  "data": {
    "attributes": {
      "percent": 80
    }
  }
}
'`,
    status: 200,
    answer: {
      data: {
        id: 'exec_9876543210',
        type: 'command-execution',
        attributes: {
          commandType: 'charge-set-limit',
          status: { value: 'SUCCESS' },
          executionMode: 'sync',
          parameters: { percent: 80 },
        },
        meta: { executedAt: '2024-01-01T12:00:00Z', completedAt: '2024-01-01T12:00:02Z', durationInSeconds: 2 },
      },
    },
  },
  {
    page: 'api-reference/security/unlock-doors',
    command: `curl --request POST \\
  --url https://vehicle.api.smartcar.com/v3/vehicles/{vehicleId}/commands/security/unlock \\
  --header 'Authorization: Bearer <token>' \\
  --header 'sc-user-id: <sc-user-id>'`,
    status: 200,
    answer: {
      data: {
        id: 'exec_9876543210',
        type: 'command-execution',
        attributes: { commandType: 'security-unlock', status: { value: 'SUCCESS' }, executionMode: 'sync' },
        meta: { executedAt: '2024-01-01T12:00:00Z', completedAt: '2024-01-01T12:00:02Z', durationInSeconds: 2 },
      },
    },
  },
  {
    page: 'api-reference/charge-schedules/set-daily-charge-schedule',
    command: `curl --request POST \\
  --url https://vehicle.api.smartcar.com/v3/vehicles/{vehicleId}/charge-schedules/daily \\
  --header 'Authorization: Bearer <token>' \\
  --header 'Content-Type: application/json' \\
  --header 'sc-user-id: <sc-user-id>' \\
  --data '
{
  "data": {
    "attributes": {
      "location": {
        "latitude": 37.7749,
        "longitude": -122.4194
      },
      "startTime": "08:00",
      "stopTime": "10:00"
    }
  }
}
'`,
    status: 200,
    answer: {
      data: {
        id: 'exec_9876543210',
        type: 'charge-schedule-execution',
        attributes: {
          action: 'create',
          scheduleType: 'daily',
          status: { value: 'SUCCESS' },
          executionMode: 'sync',
          scheduleId: 'sched_abc123',
          parameters: {
            location: { latitude: 37.7749, longitude: -122.4194 },
            startTime: '08:00',
            stopTime: '10:00',
          },
        },
        links: { schedule: '/vehicles/vid_abc/charge-schedules/sched_abc123' },
        meta: { executedAt: '2024-01-01T12:00:00Z', completedAt: '2024-01-01T12:00:02Z', durationInSeconds: 2 },
      },
    },
  },
  {
    page: 'api-reference/get-subscription',
    command: `curl --request GET \\
  --url https://management.api.smartcar.com/v3/subscriptions/{subscriptionId} \\
  --header 'Authorization: Bearer <token>'`,
    status: 200,
    answer: {
      data: {
        type: 'subscription',
        id: '3c90c3cc-0d44-4b50-8888-8dd25736052a',
        attributes: {
          vehicle: { make: 'TESLA', model: 'Model 3', year: 2023, mode: 'live', powertrainType: 'BEV' },
        },
        meta: { createdAt: '2023-11-07T05:31:56Z', updatedAt: '2023-11-07T05:31:56Z' },
        relationships: {
          webhook: {
            data: { type: 'webhook', id: '3c90c3cc-0d44-4b50-8888-8dd25736052a' },
            links: { related: '<string>' },
          },
          user: {
            data: { type: 'webhook', id: '3c90c3cc-0d44-4b50-8888-8dd25736052a' },
            links: { related: '<string>' },
          },
          vehicle: {
            data: { type: 'webhook', id: '3c90c3cc-0d44-4b50-8888-8dd25736052a' },
            links: { related: '<string>' },
          },
        },
        links: { self: '<string>' },
      },
    },
  },
  {
    page: 'api-reference/get-webhook',
    command: `curl --request GET \\
  --url https://management.api.smartcar.com/v3/webhooks/{webhookId} \\
  --header 'Authorization: Bearer <token>'`,
    status: 200,
    answer: {
      data: {
        id: '3c90c3cc-0d44-4b50-8888-8dd25736052a',
        type: 'webhook',
        attributes: {
          name: 'Charging Webhook',
          callbackUri: 'https://example.com/webhook',
          isEnabled: true,
          triggers: [{ group: 'SignalGroup', name: 'SignalName', code: 'signalCode' }],
          data: [{ group: 'SignalGroup', name: 'SignalName', code: 'signalCode' }],
          errorCallbackUri: 'https://example.com/webhook/errors',
          autoSubscribe: false,
        },
        links: { self: 'https://management.api.smartcar.com/v3/webhooks/4b4ddadf-3219-4a2e-9ed0-c4d0f6d4f7ca' },
        meta: { createdAt: '2023-11-07T05:31:56Z' },
      },
    },
  },
  {
    // The page prints an answer whose times are numbers and whose links have pages; accounts that were read in 2026
    // get texts and `self` alone, which the life of an application checks.
    page: 'api-reference/get-signals',
    command: `curl --request GET \\
--url https://vehicle.api.smartcar.com/v3/vehicles/{vehicleId}/signals \\
--header 'Authorization: Bearer <token>'`,
    status: 400,
    answer: {
      errors: [{ status: '400', type: 'VALIDATION', code: 'MISSING_PARAMETER', title: '', detail: 'missing userId' }],
    },
  },
  {
    page: 'api-reference/remove-user',
    command: `curl --request DELETE \\
  --url https://vehicle.api.smartcar.com/v3/users/{userId} \\
  --header 'Authorization: Bearer <token>'`,
    status: 204,
  },
];
