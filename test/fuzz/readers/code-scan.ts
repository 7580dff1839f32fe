import { findMentions } from '../../../src/core/code-scan/find-mentions.ts';
import { fitsPath } from '../../../src/core/code-scan/ignore-match.ts';
import { parseIgnoreLine } from '../../../src/core/code-scan/ignore-pattern.ts';
import { judgeCode } from '../../../src/core/findings/code/judge.ts';
import { nearest } from '../../../src/flags/nearest.ts';
import type { Reader } from '../reader.ts';
import { findingsForPeople } from './for-people.ts';

const paths = ['src/app.ts', 'build', 'a/b/c/d/e/f', `${'a'.repeat(60)}/${'ab'.repeat(30)}.ts`, 'é🚗/[x].log'];

export const ignorePatterns: Reader = {
  name: 'gitignore',
  seeds: [
    'node_modules/\n*.log\n!keep.log\n/build\n# a comment\n',
    'src/**/generated/\n**/*.snap\na/**\n[a-z]?[!0-9]*.ts\n',
    '[[:alpha:]][[:digit:]_]\\[x\\].*\nfile\\ \n',
  ],
  repeats: ['*a', '**/', '[', '[a-', '[[:alpha:]', '\\', 'a*'],
  run: (text) => {
    const patterns = text.split(/\r?\n/).flatMap((line) => parseIgnoreLine(line) ?? []);
    const steps = { left: Number.POSITIVE_INFINITY };
    const fits = (path: string) =>
      patterns.map((pattern) => fitsPath(pattern, { names: path.split('/'), isDirectory: true }, steps));
    return { answer: paths.map(fits) };
  },
};

export const sources: Reader = {
  name: 'sources',
  seeds: [
    "import smartcar from 'smartcar';\nconst scope = ['read_vin', 'required:control_security'];\nconst { data } = await vehicle.odometer();\n",
    'fetch(`https://vehicle.api.smartcar.com/v3/vehicles/${id}/signals/odometer-traveleddistance`);\n',
    'curl -X POST https://api.smartcar.com/v2.0/vehicles/$ID/security -d \'{"action":"LOCK"}\'\n',
    'auth_url = "https://connect.smartcar.com/oauth/authorize?scope=required%3Aread_location%20read_battery"\n# read_odometer\n',
  ],
  repeats: [
    'read_vin ',
    "'",
    '"read_vin',
    'vehicle.',
    '`${',
    'https://api.smartcar.com/v2.0/vehicles/',
    'smartcar(',
    '\\"',
  ],
  run: (text) => {
    const mentions = ['src/app.ts', 'lib/main.py', 'README.md'].flatMap((file) => findMentions(file, text));
    const { scan, wanted, findings } = judgeCode(mentions, { nearest });
    return { answer: { mentions, scan, wanted, findings }, forPeople: findingsForPeople(findings) };
  },
};
