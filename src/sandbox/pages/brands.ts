/** Makes on the brand page; ids are upper case as in Connect. */
export const brands = [
  'ACURA',
  'ALFA_ROMEO',
  'AUDI',
  'BMW',
  'BUICK',
  'CADILLAC',
  'CHEVROLET',
  'CHRYSLER',
  'CUPRA',
  'DODGE',
  'FORD',
  'GMC',
  'HONDA',
  'HYUNDAI',
  'INFINITI',
  'JAGUAR',
  'JEEP',
  'KIA',
  'LAND_ROVER',
  'LEXUS',
  'LINCOLN',
  'MAZDA',
  'MERCEDES_BENZ',
  'MINI',
  'NISSAN',
  'OPEL',
  'PEUGEOT',
  'PORSCHE',
  'RAM',
  'RENAULT',
  'SEAT',
  'SKODA',
  'SUBARU',
  'TESLA',
  'TOYOTA',
  'VAUXHALL',
  'VOLKSWAGEN',
  'VOLVO',
] as const;

const abbreviations = new Set(['BMW', 'GMC', 'KIA', 'MINI', 'RAM', 'SEAT']);

/** @returns a make as people write it. */
export function brandName(make: string): string {
  if (abbreviations.has(make)) return make;
  return make
    .split('_')
    .map((word) => word.slice(0, 1) + word.slice(1).toLowerCase())
    .join(make === 'MERCEDES_BENZ' ? '-' : ' ');
}
