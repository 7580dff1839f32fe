/** Ids of all providers; the first one is the default. */
export const providerIds = ['smartcar', 'texture'] as const;

/** A provider that the program knows. */
export type ProviderId = (typeof providerIds)[number];
