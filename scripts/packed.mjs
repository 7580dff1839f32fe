// Packs the package as npm would publish it, and installs it into an empty folder, as a stranger would.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Runs npm quietly and returns its stdout. */
export function npm(args, cwd) {
  // npm is a batch file on Windows, which only a shell starts.
  const shell = process.platform === 'win32';
  return execFileSync('npm', [...args, '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd,
    encoding: 'utf8',
    shell,
  });
}

/** @returns the path of a fresh tarball inside `folder`. */
export function pack(root, folder) {
  const [packed] = JSON.parse(npm(['pack', '--json', '--pack-destination', folder, '--ignore-scripts'], root));
  return { tarball: join(folder, packed.filename), files: packed.files.length, bytes: packed.size };
}

/**
 * Gives the work a folder in which the packed tarball is installed, and removes the folder afterwards.
 * @param work called with the folder and what was packed
 */
export async function withInstalledPackage(root, work) {
  const folder = mkdtempSync(join(tmpdir(), 'connect-cli-packed-'));
  try {
    const packed = pack(root, folder);
    writeFileSync(join(folder, 'package.json'), '{"name":"stranger","version":"1.0.0","private":true}\n');
    npm(['install', packed.tarball], folder);
    return await work(folder, packed);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
