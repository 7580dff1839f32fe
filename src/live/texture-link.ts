import { CliError } from '../core/errors/cli-error.ts';
import { asObject, parseJson, textField } from '../core/text/json.ts';
import type { Secret } from '../core/secret.ts';
import type { Context, HttpResponse } from '../io/context.ts';

/** A connection link of Texture. */
export interface TextureLink {
  readonly url: string;
  /** Texture's id of the customer, where the answer names one. */
  readonly customerId?: string | undefined;
}

export interface TextureLinkRequest {
  readonly origin: string;
  readonly apiKey: Secret;
  /** Where Texture sends the owner back, with `texture_scoped_key` appended. */
  readonly redirectUrl: string;
  /** The developer's own id of the owner. */
  readonly referenceId?: string | undefined;
  /** Field of the answer that holds the link, if the developer knows it. */
  readonly linkField?: string | undefined;
}

/**
 * Asks Texture for a link to connect Teslas. The name of the field that holds it is not published in a form that
 * could be confirmed, so the link is the only https address in the answer.
 * @see https://docs.texturehq.com/integrations/texture-connect
 * @throws CliError CREDENTIALS_REFUSED, API_ERROR, NETWORK
 */
export async function createTextureLink(
  ctx: Pick<Context, 'http' | 'signal'>,
  request: TextureLinkRequest,
): Promise<TextureLink> {
  const response = await ctx.http({
    method: 'POST',
    url: `${request.origin}/v1/connections`,
    headers: {
      'Texture-Api-Key': request.apiKey.reveal(),
      'Content-Type': 'application/json',
      Accept: 'application/json',
    },
    body: JSON.stringify({
      redirectUrl: request.redirectUrl,
      manufacturerFilters: { manufacturers: ['tesla'] },
      referenceId: request.referenceId,
    }),
    signal: ctx.signal,
  });
  if (response.status < 200 || response.status > 299) throw refusal(response, request.origin);
  const body = parseJson(response.body);
  if (typeof body !== 'object' || body === null) throw noDocument(response, request.origin);
  const customerId = textField(asObject(body), 'customerId');
  return { url: pickLink(body, request, response.status), customerId };
}

function noDocument({ status }: HttpResponse, origin: string): CliError {
  return new CliError('API_ERROR', `${origin} answered ${status} with no JSON object at /v1/connections.`, {
    hint: 'TEXTURE_API_ORIGIN must name the API, such as https://api.texturehq.com.',
  });
}

function refusal(response: HttpResponse, origin: string): CliError {
  const isRefused = response.status === 401 || response.status === 403;
  const said = textField(asObject(parseJson(response.body)), 'message');
  const words = said === undefined ? '' : `: ${said.slice(0, 200)}`;
  return new CliError(
    isRefused ? 'CREDENTIALS_REFUSED' : 'API_ERROR',
    `POST ${origin}/v1/connections was answered with ${response.status}${words}`,
    {
      hint: isRefused
        ? 'Check TEXTURE_API_KEY: links are made with a Server or a Connect key of your Texture account.'
        : 'Try again later; TEXTURE_API_ORIGIN must name the API, such as https://api.texturehq.com.',
    },
  );
}

function pickLink(body: unknown, request: TextureLinkRequest, status: number): string {
  const fields = [...addressFields(body, '')].filter(({ url }) => url !== request.redirectUrl);
  const { linkField } = request;
  const fitting =
    linkField === undefined
      ? fields.filter(({ url }) => isLink(url, request.origin))
      : fields.filter(({ name }) => name === linkField || name.endsWith(`.${linkField}`));
  const [link] = fitting;
  if (fitting.length === 1 && link !== undefined) return link.url;
  const names = fields.map(({ name }) => name).join(', ') || 'none';
  const held = fitting.length === 0 ? 'no link' : 'several addresses';
  throw new CliError('API_ERROR', `${request.origin} answered ${status} with ${held} at /v1/connections.`, {
    hint: `Fields with an address: ${names}. Name the right one with --link-field NAME.`,
  });
}

interface AddressField {
  /** Path through the answer, such as `data.link`. */
  readonly name: string;
  readonly url: string;
}

function* addressFields(value: unknown, name: string): Generator<AddressField> {
  if (typeof value === 'string' && /^https?:\/\//.test(value) && URL.canParse(value)) yield { name, url: value };
  if (typeof value !== 'object' || value === null) return;
  for (const [key, child] of Object.entries(value)) yield* addressFields(child, name === '' ? key : `${name}.${key}`);
}

/** https everywhere; a sandbox or a test server hands out addresses of its own origin. */
function isLink(url: string, origin: string): boolean {
  return url.startsWith('https://') || new URL(url).origin === origin;
}
