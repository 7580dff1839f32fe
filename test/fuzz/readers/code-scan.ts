import { findMentions } from '../../../src/core/code-scan/find-mentions.ts';
import { fitsPath } from '../../../src/core/code-scan/ignore-match.ts';
import { parseIgnoreLine } from '../../../src/core/code-scan/ignore-pattern.ts';
import { findMigratedCalls, settleCalls } from '../../../src/core/connections/migrated-calls.ts';
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
    "const client = new smartcar.AuthClient({ clientId });\nconst { vehicles } = await smartcar.getVehicles(token);\nawait vehicle.request('GET', path);\n",
    'BASE = "https://api.smartcar.com/v2.0"\nrequests.get(f"{BASE}/vehicles/{vid}/permissions")\nrequests.post(TOKEN, data={"grant_type": "refresh_token"})\n',
    'auth_url = "https://connect.smartcar.com/oauth/authorize?scope=required%3Aread_location%20read_battery"\n# read_odometer\n',
  ],
  repeats: [
    'response_type=code ',
    'smartcar.com/oauth/authorize?client_id=',
    'a: smartcar.com ',
    '"/vehicles" + id ',
    'smartcar.getUser(',
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
    const calls = settleCalls(['src/app.ts', 'lib/main.py'].flatMap((file) => findMigratedCalls(file, text)));
    return { answer: { mentions, scan, wanted, findings, calls }, forPeople: findingsForPeople(findings) };
  },
};
