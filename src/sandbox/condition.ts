/**
 * What moves in a car: charge, locks, distance. Made on the first read of a car and kept from then on.
 * Times are milliseconds since 1970 on the sandbox's clock.
 */
export interface VehicleCondition {
  locked: boolean;
  charging: boolean;
  pluggedIn: boolean;
  /** 0 to 1, at `chargeAt`. */
  chargeLevel: number;
  chargeAt: number;
  /** 0.5 to 1. */
  chargeLimit: number;
}
