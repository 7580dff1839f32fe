/** Where the hosts of the documents are reached. */
export interface Hosts {
  /** iam.smartcar.com */
  readonly iam: string;
  /** vehicle.api.smartcar.com */
  readonly vehicle: string;
  /** management.api.smartcar.com */
  readonly management: string;
  /** compatibility.api.smartcar.com */
  readonly compatibility: string;
}

/** What an application gets from the tab API Credentials of the Dashboard. */
export interface ApiCredentials {
  readonly clientId: string;
  readonly clientSecret: string;
}

export interface ApiAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

interface Call {
  readonly method?: string;
  /** Sent as `sc-user-id`. */
  readonly userId?: string;
  readonly body?: unknown;
}

/**
 * An application of API v3, written from Smartcar's pages: one token of its own, the owner named by a header,
 * JSON:API answers, lists followed by their links.
 */
export class ApiClient {
  readonly #hosts: Hosts;
  readonly #credentials: ApiCredentials;
  #token: Promise<string> | undefined;

  constructor(hosts: Hosts, credentials: ApiCredentials) {
    this.#hosts = hosts;
    this.#credentials = credentials;
  }

  /** Client credentials; the token lives for an hour and there is no refresh token. */
  async requestToken(): Promise<ApiAnswer> {
    const { clientId, clientSecret } = this.#credentials;
    const response = await fetch(`${this.#hosts.iam}/oauth2/token`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: clientId,
        client_secret: clientSecret,
      }),
    });
    return read(response);
  }

  vehicle(path: string, call: Call = {}): Promise<ApiAnswer> {
    return this.#send(`${this.#hosts.vehicle}/v3${path}`, call);
  }

  management(path: string, call: Call = {}): Promise<ApiAnswer> {
    return this.#send(`${this.#hosts.management}/v3${path}`, call);
  }

  /** The list of compatible vehicles needs no token. */
  async compatibility(path: string): Promise<ApiAnswer> {
    return read(await fetch(`${this.#hosts.compatibility}/v3${path}`));
  }

  /** `{"data":{"attributes":{…}}}`, the form of every command with parameters. */
  command(vehicleId: string, userId: string, name: string, attributes?: object): Promise<ApiAnswer> {
    return this.vehicle(`/vehicles/${vehicleId}/commands/${name}`, {
      method: 'POST',
      userId,
      body: attributes && { data: { attributes } },
    });
  }

  /** Follows `links.next` to the end. */
  async *pages(answer: ApiAnswer): AsyncGenerator<ApiAnswer> {
    for (let page: ApiAnswer | undefined = answer; page !== undefined; page = await this.#next(page)) yield page;
  }

  async #next({ body }: ApiAnswer): Promise<ApiAnswer | undefined> {
    const { links } = body as { readonly links: { readonly next?: string | null } };
    return links.next === null || links.next === undefined ? undefined : this.#send(links.next, {});
  }

  async #send(url: string, { method = 'GET', userId, body }: Call): Promise<ApiAnswer> {
    const headers = new Headers({ Authorization: `Bearer ${await this.#accessToken()}` });
    if (userId !== undefined) headers.set('sc-user-id', userId);
    if (body !== undefined) headers.set('Content-Type', 'application/json');
    const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
    return read(await fetch(url, init));
  }

  #accessToken(): Promise<string> {
    this.#token ??= this.requestToken().then(({ body }) => (body as { readonly access_token: string }).access_token);
    return this.#token;
  }
}

async function read(response: Response): Promise<ApiAnswer> {
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === '' ? undefined : JSON.parse(text) };
}
