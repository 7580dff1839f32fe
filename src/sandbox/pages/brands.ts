const abbreviations = new Set(['BMW', 'DS', 'GMC', 'KIA', 'MG', 'MINI', 'RAM', 'SEAT']);

/** @returns a make as people write it. */
export function brandName(make: string): string {
  if (abbreviations.has(make)) return make;
  return make
    .split('_')
    .map((word) => word.slice(0, 1) + word.slice(1).toLowerCase())
    .join(make === 'MERCEDES_BENZ' ? '-' : ' ');
}
