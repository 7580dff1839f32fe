/**
 * The cars that need a virtual key before they take commands.
 * Smartcar's published rule: Model 3, Model Y, Cybertruck, and Model S and X of 2021 and later.
 */
export const keyedCars: readonly string[] = [
  'Model 3 (all)',
  'Model Y (all)',
  'Cybertruck (all)',
  'Model S (2021 and later)',
  'Model X (2021 and later)',
];
