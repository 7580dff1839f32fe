import type { SignalCode } from './signals.ts';

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
