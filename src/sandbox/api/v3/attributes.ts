import { parseBody, type JsonBody } from '../call/body.ts';

/** What a v3 request carries. */
export interface RequestAttributes {
  readonly attributes: JsonBody;
  /** Remark for the request log about a body that is not in the documented form. */
  readonly remark: string;
}

const flatRemark = ' (the body is flat; Smartcar documents {"data":{"attributes":{…}}})';

/**
 * Reads `{"data":{"attributes":{…}}}`, the form of every command (smartcar.com/docs/api-reference/charging, 2026). A
 * flat object is taken as well, since nobody says what Smartcar does with one; the request log names it.
 * @returns `undefined` for what is not a JSON object
 */
export function readAttributes(text: string): RequestAttributes | undefined {
  if (text.trim() === '') return { attributes: {}, remark: '' };
  const body = parseBody(text);
  if (body === undefined) return undefined;
  if (!Object.hasOwn(body, 'data'))
    return { attributes: body, remark: Object.keys(body).length === 0 ? '' : flatRemark };
  const attributes = objectOf(objectOf(body['data'])?.['attributes'] ?? {});
  return attributes && { attributes, remark: '' };
}

/** @returns the value if it is a JSON object. */
export function objectOf(value: unknown): JsonBody | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
}

/** @returns true for a latitude (up to 90) or longitude (up to 180). */
export function isDegree(value: unknown, most: number): value is number {
  return typeof value === 'number' && Math.abs(value) <= most;
}
