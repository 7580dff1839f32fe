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
      return `${name}=${quotePosix(value)}`;
  }
}

/** Inside single quotes a POSIX shell reads everything as it stands, but for the single quote itself. */
function quotePosix(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
