import type { OwnerPlay, OwnerRound } from '../../src/core/tesla/owner-play.ts';
import type { PlayedOwner } from '../../src/io/sandbox-control.ts';
import { readForms, readLinks, type FormField, type PageForm } from './page-forms.ts';

/** One request of the played owner. */
export interface OwnerRequest {
  readonly method: 'GET' | 'POST';
  /** Path and query, or a whole address. */
  readonly url: string;
  /** Form-encoded. */
  readonly body?: string | undefined;
}

/** What the played owner looks at. */
export interface OwnerResponse {
  readonly status: number;
  readonly location?: string | undefined;
  /** Name of the page (`x-sandbox-page`). */
  readonly page?: string | undefined;
  readonly body: string;
}

/** Sends one request; in process or over HTTP. Redirects are not followed. */
export type OwnerSend<Answer> = (request: OwnerRequest) => Answer;

/** More pages than any run can have: a walk that goes on longer is stuck. */
const longestWalk = 100;

/** The next thing that the owner does, or the end of the walk. */
type Step = { readonly request: OwnerRequest } | { readonly end: PlayedOwner };

/**
 * Plays an owner page by page, as a browser without scripts does: reads the forms, ticks, presses a button, follows
 * the redirect. It knows the pages by their names and buttons alone.
 */
export class OwnerWalk {
  readonly #play: OwnerPlay;
  readonly #origin: string;
  #round = -1;
  #steps = 0;
  #address: string;
  /** Pages on which a submission was refused: the owner does not try the same again. */
  #refused = false;

  /**
   * @param url Connect or reauthenticate URL
   * @param origin origin of the sandbox; everything outside it ends the walk
   */
  constructor(url: string, origin: string, play: OwnerPlay) {
    this.#address = url;
    this.#origin = origin;
    this.#play = play;
  }

  /** The first request. */
  start(): OwnerRequest {
    return { method: 'GET', url: this.#address };
  }

  /** Looks at an answer and decides what comes next. */
  next(response: OwnerResponse): Step {
    this.#steps += 1;
    if (this.#steps > longestWalk) return this.#end('gave-up', response.page);
    if (response.location !== undefined) return this.#follow(response.location);
    this.#refused = response.status === 422;
    return this.#act(response.page ?? '', response.body);
  }

  #follow(location: string): Step {
    const isInside = location.startsWith('/') || location.startsWith(`${this.#origin}/`);
    this.#address = location;
    return isInside ? { request: { method: 'GET', url: location } } : { end: { url: location, outcome: 'redirected' } };
  }

  #end(outcome: PlayedOwner['outcome'], page: string | undefined): Step {
    return { end: { url: this.#address, outcome, page } };
  }

  #act(page: string, body: string): Step {
    switch (page) {
      case 'preamble':
        return this.#press(page, body, 'continue-button');
      case 'brand':
        return this.#press(page, body, 'TESLA');
      case 'sign-in':
      case 'tesla-sign-in':
      case 'tesla-manage-sign-in':
        return this.#press(page, body, 'sign-in-button');
      case 'tesla-consent':
        return this.#consent(page, body);
      case 'missing-permissions':
        return this.#press(page, body, this.#roundsLeft() > 0 ? 'update-at-tesla' : 'back-to-application');
      case 'tesla-manage':
        return this.#press(page, body, 'remove-access-button');
      case 'grant':
        return this.#grant(page, body);
      case 'virtual-key':
        return this.#key(page, body);
      case 'virtual-key-add':
        return this.#addKey(page, body);
      case 'connect-error':
        return this.#press(page, body, 'back-to-application');
      default:
        return this.#end(page === 'finished' ? 'gave-up' : 'finished', page);
    }
  }

  #roundsLeft(): number {
    return this.#play.rounds.length - (this.#round + 1);
  }

  #current(): OwnerRound | undefined {
    return this.#play.rounds[this.#round];
  }

  #consent(page: string, body: string): Step {
    if (this.#refused) return this.#press(page, body, 'back-to-application');
    this.#round += 1;
    const round = this.#current();
    if (round === undefined) return this.#press(page, body, 'back-to-application');
    if (round.kind === 'deny-at-tesla') return this.#press(page, body, 'do-not-allow-button');
    const isTicked = (field: FormField): boolean => {
      if (round.kind === 'boxes') return round.boxes.some((box) => box === field.value);
      return round.kind !== 'none';
    };
    return this.#press(page, body, 'allow-button', isTicked);
  }

  #grant(page: string, body: string): Step {
    const denies = this.#refused || (this.#current() ?? this.#play.rounds[0])?.kind === 'deny';
    if (denies) return this.#press(page, body, 'deny-button');
    return this.#press(page, body, 'approval-button', (field) =>
      field.name === 'permission' ? field.checked && !this.#play.untick.includes(field.value) : field.checked,
    );
  }

  // One pairing is enough; the walk comes back here after it, and after a refusal with the link still there.
  #key(page: string, body: string): Step {
    if (this.#play.withoutKey === true || this.#refused || this.#keyRefused)
      return this.#press(page, body, 'back-to-application');
    const [link] = readLinks(body, 'add-key');
    const paired = body.includes('>paired<');
    if (paired || link === undefined) return this.#press(page, body, 'continue-button');
    return { request: { method: 'GET', url: link } };
  }

  #keyRefused = false;

  #addKey(page: string, body: string): Step {
    if (readForms(body).some((form) => form.buttons.some(({ id }) => id === 'add-key-button'))) {
      return this.#press(page, body, 'add-key-button');
    }
    this.#keyRefused = true;
    const [back] = readLinks(body, 'button');
    return back === undefined ? this.#end('gave-up', page) : { request: { method: 'GET', url: back } };
  }

  #press(
    page: string,
    body: string,
    id: string,
    isTicked: (field: FormField) => boolean = (field) => field.checked,
  ): Step {
    for (const form of readForms(body)) {
      const button = form.buttons.find((candidate) => candidate.id === id);
      if (button !== undefined) return { request: submit(form, button, isTicked) };
    }
    return this.#end('gave-up', page);
  }
}

function submit(
  form: PageForm,
  button: { readonly name: string; readonly value: string },
  isTicked: (field: FormField) => boolean,
): OwnerRequest {
  const values = new URLSearchParams();
  for (const field of form.fields) {
    if (field.name === '' || field.disabled) continue;
    if (field.kind !== 'tick' || isTicked(field)) values.append(field.name, field.value);
  }
  if (button.name !== '') values.append(button.name, button.value);
  return { method: 'POST', url: form.action, body: values.toString() };
}

/** Walks in process: the answer is there at once. */
export function walkInProcess(walk: OwnerWalk, send: OwnerSend<OwnerResponse>): PlayedOwner {
  let request = walk.start();
  for (;;) {
    const step = walk.next(send(request));
    if ('end' in step) return step.end;
    request = step.request;
  }
}

/** Walks over HTTP. Rejects when the signal aborts. */
export async function walkOverHttp(
  walk: OwnerWalk,
  send: OwnerSend<Promise<OwnerResponse>>,
  signal?: AbortSignal,
): Promise<PlayedOwner> {
  let request = walk.start();
  for (;;) {
    signal?.throwIfAborted();
    // Each page follows from the one before.
    const step = walk.next(await send(request));
    if ('end' in step) return step.end;
    request = step.request;
  }
}
