/** Shells whose syntax `token env` can write. */
export const shells = ['posix', 'fish', 'powershell', 'dotenv'] as const;

export type Shell = (typeof shells)[number];

/** @returns one line that sets an environment variable, whatever the value holds. */
export function exportLine(shell: Shell, name: string, value: string): string {
  switch (shell) {
    case 'posix':
      return `export ${name}=${quotePosix(value)}`;
    case 'fish':
      return `set -gx ${name} '${value.replace(/[\\']/g, String.raw`\$&`)}'`;
    case 'powershell':
      return `$env:${name} = '${value.replaceAll("'", "''")}'`;
    case 'dotenv':
      return `${name}=${quoteDotenv(value)}`;
  }
}

/**
 * Readers of `.env` files end a value at the next quote of its kind and know no way around it, so a value with a single
 * quote stands in double ones. Some people let a shell read the file: what would run there, or be read otherwise, keeps
 * the form that is safe in a shell.
 */
function quoteDotenv(text: string): string {
  return text.includes("'") && !/["$`\\!]/.test(text) ? `"${text}"` : quotePosix(text);
}

/** Inside single quotes a POSIX shell reads everything as it stands, but for the single quote itself. */
function quotePosix(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
