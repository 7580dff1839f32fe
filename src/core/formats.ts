// Texts and numbers of a certain form. The tags are read by the generator of the JSON Schemas.

/** @asType integer */
export type Integer = number;

/**
 * @asType integer
 * @minimum 0
 */
export type Count = number;

/**
 * @asType integer
 * @minimum 100
 * @maximum 599
 */
export type HttpStatus = number;

/** @minLength 1 */
export type Sentence = string;

/** @pattern ^https?:// */
export type WebAddress = string;

/**
 * `2026-09-14`.
 * @pattern ^\d{4}-\d{2}-\d{2}$
 */
export type IsoDate = string;

/**
 * In UTC, with milliseconds: `2026-09-14T08:30:00.000Z`.
 * @pattern ^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$
 */
export type IsoTime = string;

/**
 * Month of a published table of permissions and boxes: `2026-02`.
 * @pattern ^\d{4}-\d{2}$
 */
export type EditionId = string;

/** @pattern ^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$ */
export type Uuid = string;

/**
 * SHA-256 in hex.
 * @pattern ^[0-9a-f]{64}$
 */
export type Sha256 = string;

/**
 * An uncompressed point of an elliptic curve in hex: `04`, x and y.
 * @pattern ^04[0-9a-f]+$
 */
export type CurvePoint = string;

/** @minItems 1 */
type AllOf = readonly Sentence[];

/** Labels of Tesla's boxes, any-of over all-of: one of the inner lists must be ticked whole. Empty where no mapping is published. */
export type LabelRule = readonly AllOf[];
