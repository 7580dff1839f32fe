import { connectRedirectErrors, noError } from './connect-redirect.ts';
import type { ErrorEntry, ErrorFamily, Issuer, PhraseEntry } from './entry.ts';
import { hostedPageErrors } from './hosted-page.ts';
import { oauthTokenErrors } from './oauth-token.ts';
import { smartcarApiErrors } from './smartcar-api.ts';
import { smartcarSdkErrors } from './smartcar-sdk.ts';
import { smartcarWebhookErrors } from './smartcar-webhook.ts';
import { teslaSuccess } from './tesla/success.ts';
import { teslaAppErrors } from './tesla/app-dialogs.ts';
import { teslaCommandErrors } from './tesla/commands.ts';
import { teslaOAuthErrors } from './tesla/oauth.ts';
import { teslaProtocolErrors } from './tesla/protocol-faults.ts';
import { teslaRegistrationErrors } from './tesla/registration.ts';
import { teslaResponseErrors } from './tesla/response-codes.ts';
import { textureErrors } from './texture.ts';
import { thirdPartyErrors } from './third-party.ts';
import { programErrors } from './own-program.ts';
import { machineErrors } from './this-machine.ts';

/** A row of any table. */
export type AnyEntry = ErrorEntry & Partial<Omit<PhraseEntry, keyof ErrorEntry>>;

/** One table: what one service says. */
export interface ErrorTable {
  readonly family: ErrorFamily;
  readonly issuer: Issuer;
  readonly rows: Readonly<Record<string, AnyEntry>>;
}

/** Every table but that of connect-cli's own codes. The order is the one in which readings of one text are told. */
export const errorTables: readonly ErrorTable[] = [
  { family: 'smartcar-api', issuer: 'smartcar-api', rows: smartcarApiErrors },
  { family: 'connect-redirect', issuer: 'smartcar-connect', rows: { ...connectRedirectErrors, none: noError } },
  { family: 'hosted-page', issuer: 'smartcar-connect', rows: hostedPageErrors },
  { family: 'oauth-token', issuer: 'smartcar-oauth', rows: oauthTokenErrors },
  { family: 'smartcar-webhook', issuer: 'smartcar-webhooks', rows: smartcarWebhookErrors },
  { family: 'smartcar-sdk', issuer: 'smartcar-sdk', rows: smartcarSdkErrors },
  { family: 'tesla', issuer: 'tesla-fleet-api', rows: { ...teslaResponseErrors, none: teslaSuccess } },
  { family: 'tesla', issuer: 'tesla-fleet-api', rows: teslaCommandErrors },
  { family: 'tesla', issuer: 'tesla-oauth', rows: teslaOAuthErrors },
  { family: 'tesla', issuer: 'tesla-portal', rows: teslaRegistrationErrors },
  { family: 'tesla', issuer: 'tesla-vehicle', rows: teslaProtocolErrors },
  { family: 'tesla', issuer: 'tesla-app', rows: teslaAppErrors },
  { family: 'texture', issuer: 'texture', rows: textureErrors },
  { family: 'third-party', issuer: 'third-party', rows: thirdPartyErrors },
  { family: 'this-machine', issuer: 'this-machine', rows: { ...machineErrors, ...programErrors } },
];
