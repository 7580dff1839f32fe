// publint and arethetypeswrong over the packed tarball: what npm would publish, not what lies in the folder.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pack } from './packed.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
if (!existsSync(join(root, 'dist/main.cjs'))) execFileSync('npm', ['run', 'build'], { cwd: root, stdio: 'inherit' });

const folder = mkdtempSync(join(tmpdir(), 'connect-cli-check-'));
try {
  const { tarball } = pack(root, folder);
  const bin = (name) => join(root, 'node_modules/.bin', name);
  execFileSync(bin('publint'), ['run', tarball, '--strict'], { stdio: 'inherit' });
  execFileSync(bin('attw'), [tarball, '--no-emoji', '--format', 'ascii'], { stdio: 'inherit' });
} finally {
  rmSync(folder, { recursive: true, force: true });
}
