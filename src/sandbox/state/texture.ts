/** A link that Texture's API handed out. */
export interface TextureLink {
  readonly id: string;
  readonly applicationId: string;
  readonly customerId: string;
  readonly redirectUrl: string;
  readonly referenceId?: string | undefined;
}

/** A scoped key: one customer's devices. */
export interface ScopedKey {
  readonly applicationId: string;
  readonly accountId: string;
  readonly customerId: string;
  /** The application's own id of the customer, as the link named it. */
  readonly referenceId?: string | undefined;
}

/** How a home battery is set. */
export interface BatterySettings {
  /** Percent below which it does not discharge. */
  readonly backupReserve: number;
  readonly strategy: 'self_consumption' | 'time_of_use';
}

/** A Powerwall with solar panels: what commands made of it. Without any, everyday life decides. */
export interface EnergySite extends BatterySettings {
  /** The operating mode that a command set. */
  readonly directed?: DirectedBattery | undefined;
  /** What held before the first operating mode, and until when. */
  readonly earlier?: (BatterySettings & { readonly until: number }) | undefined;
}

/** A battery on its way from one level to another, in percent. */
export interface DirectedBattery {
  /** Milliseconds since 1970 of the command. */
  readonly at: number;
  readonly from: number;
  readonly to: number;
  /** How fast it gets there. */
  readonly watts: number;
}

export interface TextureCommand {
  readonly id: string;
  readonly applicationId: string;
  readonly deviceId: string;
  readonly name: string;
  status: 'pending' | 'success' | 'failed';
  reason?: string | undefined;
  readonly createdAt: number;
}
