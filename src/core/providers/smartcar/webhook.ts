import type { SignalCode } from './signals.ts';

/**
 * `meta.mode` of an event, by `vehicle.mode`. Deliveries of live cars are recorded with LIVE (2026-06, 2026-08); that
 * those of simulated ones have TEST is our assumption.
 */
export function eventMode(vehicleMode: string): 'LIVE' | 'TEST' {
  return vehicleMode === 'live' ? 'LIVE' : 'TEST';
}

/** What a webhook of the usual app subscribes to; a choice of ours, for the Dashboard has no default. */
export const usualWebhookSignals: readonly SignalCode[] = [
  'tractionbattery-stateofcharge',
  'tractionbattery-range',
  'charge-ischarging',
  'charge-detailedchargingstatus',
  'odometer-traveleddistance',
  'location-preciselocation',
  'closure-islocked',
  'vehicleidentification-vin',
];
