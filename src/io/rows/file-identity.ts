import { fstatSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { errorCode } from '../../core/errors/system-error.ts';

/** Paths, links and redirections lead to a file in many ways: device and inode are the file. */
export function identifyFile(path: string): string | undefined {
  try {
    const stats = path === '-' ? fstatSync(0, { bigint: true }) : statSync(path, { bigint: true });
    return stats.isFile() ? `${stats.dev}:${stats.ino}` : undefined;
  } catch (error) {
    return path === '-' || errorCode(error) !== 'ENOENT' ? undefined : futurePath(path);
  }
}

/** Where a file will be made. */
function futurePath(path: string): string {
  try {
    return join(realpathSync(dirname(path)), basename(path));
  } catch {
    return resolve(path);
  }
}
