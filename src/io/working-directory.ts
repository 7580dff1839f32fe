/**
 * Where the program was started. A directory that was removed meanwhile has no name for Node; the shell's variable still
 * tells it, and files beside it are not found, which is said where they are asked for.
 */
export function workingDirectory(
  host: { readonly cwd: () => string },
  env: Readonly<Record<string, string | undefined>>,
): string {
  try {
    return host.cwd();
  } catch {
    const named = env['PWD'] ?? '';
    return named.startsWith('/') ? named : '/';
  }
}
