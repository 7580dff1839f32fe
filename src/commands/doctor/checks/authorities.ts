import { failure, ok, together, type Check, type CheckResult, type Examination } from '../check.ts';

const variables = ['NODE_EXTRA_CA_CERTS', 'SSL_CERT_FILE'] as const;

/** The files of certificate authorities that the environment names. Node says nothing of one that it cannot read. */
export const authoritiesCheck: Check = {
  id: 'certificate-authorities',
  title: 'Certificate authorities',
  async run(examination) {
    const { env } = examination.ctx;
    const named = variables.filter((name) => (env[name] ?? '') !== '');
    if (named.length === 0) return ok(`No file is set (${variables.join(', ')}): Node's own authorities are trusted.`);
    return together(await Promise.all(named.map((name) => readFile(examination, name, env[name] ?? ''))));
  },
};

async function readFile({ ctx }: Examination, name: string, path: string): Promise<CheckResult> {
  const file = await ctx.machine.readAuthorities(path);
  if ('problem' in file) {
    return failure(
      `${name} names "${path}", and ${file.problem}.`,
      `Point ${name} at a file of certificates in PEM that this user can read, or unset it.`,
    );
  }
  const { certificates } = file;
  return ok(`${name} names "${path}" with ${certificates} certificate${certificates === 1 ? '' : 's'}.`);
}
