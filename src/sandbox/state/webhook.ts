/** A webhook as the Dashboard keeps it. */
export interface WebhookSettings {
  readonly name: string;
  readonly callbackUri: string;
  /** Where errors go; to the callback without it. */
  readonly errorCallbackUri?: string | undefined;
  readonly isEnabled: boolean;
  /** New connections are subscribed by themselves. */
  readonly autoSubscribe: boolean;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
}

/** One owner's car, subscribed to a webhook. */
export interface WebhookSubscription {
  readonly id: string;
  readonly webhookId: string;
  readonly userId: string;
  readonly vehicleId: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
}
