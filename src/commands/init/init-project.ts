import { CliError } from '../../core/errors/cli-error.ts';
import { fileVersion } from '../../core/errors/newer-file.ts';
import { exitCodes } from '../../core/exit-codes.ts';
import { defined } from '../../core/text/defined.ts';
import { commandLine } from '../../core/text/shell.ts';
import { ownValue } from '../../core/text/keys.ts';
import type { GlobalOptions } from '../../flags/global-options.ts';
import { refuseDataOnly, resolveProvider } from '../../flags/provider.ts';
import type { Context } from '../../io/context.ts';
import type { Profile } from '../../io/stores.ts';
import type { InitDocument, ProjectRow } from '../../report/documents/settings.ts';
import { documentHead } from '../../report/documents/tokens.ts';
import { renderInit } from '../../report/human/settings.ts';
import type { Outcome } from '../../report/outcome.ts';
import { activeProject } from '../../settings/project-file.ts';
import { readProjectObject } from '../../settings/read-project.ts';
import { givenSecretFlag } from '../../settings/secret-input.ts';
import { resolveSettings } from '../../settings/settings.ts';
import { defaultRedirectUri } from '../../settings/sources/defaults.ts';
import type { InitFlags } from './gather.ts';
import { idWarnings } from './id-warnings.ts';
import { askId, askPermissions, askRedirectUri, describedProfile, idMissing, spellField } from './init-profile.ts';

/**
 * `init --project`: the file that a repository carries. One that holds here already is extended.
 * @throws CliError USAGE for a secret, or a flag of profiles; ALREADY_EXISTS for a value that would be replaced unasked
 */
export async function initProject(ctx: Context, global: GlobalOptions, flags: InitFlags): Promise<Outcome> {
  refuseFlags(flags);
  const file = await ctx.profiles.project(ctx.cwd);
  const before = file === undefined ? {} : readProjectObject(file);
  const project = await activeProject(ctx);
  const wanted = await wantedValues(ctx, { flags, known: project ?? {}, asks: global.canPrompt });
  const path = file?.path ?? ctx.profiles.newProjectPath(ctx.cwd);
  if (flags.force !== true && !global.canPrompt) refuseReplacing(path, project ?? {}, wanted);
  const after = { version: fileVersion, ...withoutOlderForms(before, wanted), ...wanted };
  const changed = JSON.stringify(before) !== JSON.stringify(after);
  // One that CONNECT_CLI_PROJECT leaves out is there all the same.
  const options = { exclusive: file === undefined };
  if (changed) await ctx.files.writeAtomic(path, `${JSON.stringify(after, undefined, 2)}\n`, options);
  return outcome({ path, changed, values: { ...project, ...wanted } });
}

function refuseFlags(flags: InitFlags): void {
  const secret = givenSecretFlag(flags);
  if (secret !== undefined) {
    throw new CliError(
      'USAGE',
      `"${secret}" is a secret, and a project file is committed to the repository: it must hold none.`,
      {
        hint: "Write the project file without it; `connect-cli init` saves the secret in this machine's store.",
      },
    );
  }
  const foreign = (['sandbox', 'here', 'name'] as const).find((name) => flags[name] !== undefined);
  if (foreign === undefined) return;
  throw new CliError('USAGE', `"--${foreign}" applies to profiles, and --project does not write one.`, {
    hint: 'Leave one of the two out.',
  });
}

interface Wanted {
  readonly flags: InitFlags;
  readonly known: Profile;
  readonly asks: boolean;
}

/** Flags, then the environment, then questions. Origins have no place in a repository: it must not say where secrets go. */
async function wantedValues(ctx: Context, { flags, known, asks }: Wanted): Promise<Profile> {
  const { applicationId, clientId, apiClientId, redirectUri: redirectUris, scope, provider } = flags;
  const apart = { ...ctx, profiles: { ...ctx.profiles, active: async () => undefined } };
  const settingFlags = { applicationId, clientId, apiClientId, redirectUris, scope, provider };
  const { origins: _, ...told } = describedProfile(await resolveSettings(apart, settingFlags));
  const providerId = told.provider ?? known.provider ?? 'smartcar';
  refuseDataOnly(resolveProvider(providerId));
  const values = asks && providerId !== 'texture' ? { ...told, ...(await askValues(ctx, known, told)) } : told;
  const all = { ...known, ...values };
  const missing = all.applicationId === undefined && all.clientId === undefined ? idMissing(providerId) : undefined;
  if (missing !== undefined) throw missing;
  return values;
}

async function askValues(ctx: Context, known: Profile, told: Profile): Promise<Profile> {
  const { applicationId, clientId, redirectUris, scope } = { ...known, ...told };
  return defined({
    applicationId:
      applicationId === undefined && clientId === undefined
        ? await askId(ctx, 'Application id, a UUID (Smartcar Dashboard, Configuration)', false)
        : told.applicationId,
    redirectUris: redirectUris ?? [await askRedirectUri(ctx, defaultRedirectUri)],
    scope: scope ?? (await askPermissions(ctx, 'smartcar')),
  });
}

function refuseReplacing(path: string, before: Profile, wanted: Profile): void {
  const held: Readonly<Record<string, unknown>> = { ...before };
  const replaced = Object.entries(wanted).filter(([field, value]) => {
    const old = ownValue(held, field);
    return old !== undefined && JSON.stringify(old) !== JSON.stringify(value);
  });
  if (replaced.length === 0) return;
  const names = replaced.map(([field]) => spellField(field)).join(', ');
  throw new CliError('ALREADY_EXISTS', `The project file "${path}" has another ${names}.`, {
    hint: 'Pass --force to replace it.',
  });
}

/** One value must not stand there under two names. */
function withoutOlderForms(
  before: Readonly<Record<string, unknown>>,
  wanted: Profile,
): Readonly<Record<string, unknown>> {
  const { redirectUri, ...rest } = before;
  return wanted.redirectUris === undefined && redirectUri !== undefined ? before : rest;
}

interface Written {
  readonly path: string;
  readonly changed: boolean;
  readonly values: Profile;
}

function outcome({ path, changed, values }: Written): Outcome {
  const document: InitDocument = {
    ...documentHead('init', idWarnings(values), [
      {
        command: 'connect-cli config explain',
        why: 'Commit the file. This command shows which values apply here now, and where they come from.',
      },
      {
        command: commandLine(['connect-cli', 'init', '--here', ...identityWords(values)]),
        why: "Save your secrets in this machine's store; everyone does that for themselves.",
      },
    ]),
    changed,
    path,
    profile: null,
    project: projectRow(values),
    stored: [],
    store: null,
  };
  return { exitCode: exitCodes.done, document, text: (style) => renderInit(document, style) };
}

function identityWords({ provider, applicationId, clientId, apiClientId }: Profile): readonly string[] {
  return [
    ...(provider === undefined ? [] : ['--provider', provider]),
    ...(applicationId === undefined ? [] : ['--application-id', applicationId]),
    ...(clientId === undefined ? [] : ['--client-id', clientId]),
    ...(apiClientId === undefined ? [] : ['--api-client-id', apiClientId]),
  ];
}

function projectRow(values: Profile): ProjectRow {
  return {
    provider: values.provider ?? null,
    applicationId: values.applicationId ?? null,
    clientId: values.clientId ?? null,
    apiClientId: values.apiClientId ?? null,
    redirectUris: values.redirectUris ?? [],
    scope: values.scope ?? null,
  };
}
