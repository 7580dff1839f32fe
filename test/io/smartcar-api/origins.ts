import type { SmartcarOrigins } from '../../../src/io/smartcar.ts';

export const origins: SmartcarOrigins = {
  connect: 'https://connect.smartcar.com',
  auth: 'https://auth.smartcar.com',
  api: 'https://api.smartcar.com',
  iam: 'https://iam.smartcar.com',
  vehicleApi: 'https://vehicle.api.smartcar.com',
  management: 'https://management.smartcar.com',
};
