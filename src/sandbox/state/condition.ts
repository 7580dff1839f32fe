/**
 * What commands, the owner or a scenario made of a vehicle, where that differs from its everyday life.
 * An absent field means that everyday life decides. Plain data: it is part of snapshots.
 */
export interface VehicleCondition {
  readonly isLocked?: boolean | undefined;
  /** Charge limit between 0 and 1. */
  readonly chargeLimit?: number | undefined;
  /** The last charge command or plug change, and the state of charge at that moment. */
  readonly charge?: ChargeEvent | undefined;
  readonly isPortOpen?: boolean | undefined;
  /** Amperes asked from the charger. */
  readonly amperage?: number | undefined;
  readonly isFrontTrunkOpen?: boolean | undefined;
  readonly isRearTrunkOpen?: boolean | undefined;
  readonly isCabinOn?: boolean | undefined;
  /** Target of the cabin climate, degrees Celsius. */
  readonly cabinTarget?: number | undefined;
  readonly isDefrosterOn?: boolean | undefined;
  readonly isSteeringHeaterOn?: boolean | undefined;
  readonly isPinToDriveOn?: boolean | undefined;
  readonly destination?: { readonly latitude: number; readonly longitude: number };
  readonly schedule?: ChargeSchedule | undefined;
  /** v3 charge schedules by id. */
  readonly schedules?: Readonly<Record<string, VehicleSchedule>> | undefined;
  /** Kilometres that the owner drove in addition. */
  readonly extraKilometres?: number | undefined;
}

export interface ChargeEvent {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** State of charge then, between 0 and 1. */
  readonly soc: number;
  readonly isPluggedIn: boolean;
  readonly isCharging: boolean;
  /** Somebody decided it (a command, the owner), so that the documented states refuse what does not fit. */
  readonly isDirected: boolean;
}

/** Tesla's charge schedule: at most one of the two is enabled. */
export interface ChargeSchedule {
  readonly type: 'START_TIME' | 'DEPARTURE_TIME';
  readonly enabled: boolean;
  /** `HH:mm`. */
  readonly time: string;
}

/** A charge schedule of v3. */
export interface VehicleSchedule {
  readonly id: string;
  readonly scheduleType: 'daily' | 'weekly' | 'workweek';
  /** As they were sent. */
  readonly parameters: Readonly<Record<string, unknown>>;
}
