// The versions of Node that connect-cli is tried with, from the registry's own packages of Node.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { npm } from './packed.mjs';

/** The oldest that we support, and every line that is supported today. */
export const nodeLines = [20, 22, 24, 26];

/**
 * Installs the newest Node of each line into `folder`, without running install scripts.
 * @returns line and path of each program
 */
export function installNodes(folder) {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  return nodeLines.map((line) => {
    const place = join(folder, `node-${line}`);
    mkdirSync(place, { recursive: true });
    writeFileSync(join(place, 'package.json'), '{"private":true}\n');
    const name = `node-${platform}-${process.arch}`;
    npm(['install', '--ignore-scripts', '--prefer-offline', `${name}@${line}`], place);
    const program = join(place, 'node_modules', name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
    if (!existsSync(program)) throw new Error(`${name}@${line} holds no ${program}`);
    return { line, program };
  });
}
