import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findMentions, smartcarTraces } from '../../../src/core/code-scan/find-mentions.ts';

/** What was found, in short: kind, what, line. */
function found(file: string, text: string): string[] {
  return findMentions(file, text).flatMap(({ meaning, line, text: written }) => {
    switch (meaning.kind) {
      case 'asked':
        return [`${line} asks ${meaning.required ? 'required:' : ''}${meaning.permission}`];
      case 'signal':
        return [`${line} signal ${meaning.signal}`];
      case 'command':
        return [`${line} command ${meaning.command}`];
      case 'call':
        return [`${line} call ${meaning.permission}${meaning.unsure ? '?' : ''}`];
      case 'unknown':
        return [`${line} unknown ${meaning.of} ${written}`];
      case 'all-signals':
        return [`${line} all`];
      case 'open-path':
        return [`${line} open ${meaning.among.length > 6 ? 'any' : meaning.among.join(' ')}`];
      case 'smartcar':
        return [];
    }
  });
}

const sdk = "import smartcar from 'smartcar';\n";

describe('scopes in code', () => {
  it.each([
    [
      'a.js',
      "const scope = ['read_vin', 'required:read_odometer'];",
      ['1 asks read_vin', '1 asks required:read_odometer'],
    ],
    ['a.py', 'SCOPE = "read_vin read_battery"', ['1 asks read_vin', '1 asks read_battery']],
    ['A.java', 'String[] scope = {"required:read_vehicle_info"};', ['1 asks required:read_vehicle_info']],
    ['a.go', 'scope := []string{"control_charge"}', ['1 asks control_charge']],
    [
      'a.yml',
      'scopes:\n  - read_vin\n  - required:control_security\n',
      ['2 asks read_vin', '3 asks required:control_security'],
    ],
    ['.env', 'SMARTCAR_SCOPE=read_vin required:read_tires', ['1 asks read_vin', '1 asks required:read_tires']],
    [
      'a.sh',
      'open https://connect.smartcar.com/oauth/authorize?x=1&scope=read_vin%20required%3Aread_fuel',
      ['1 asks read_vin', '1 asks required:read_fuel'],
    ],
    [
      'a.rb',
      'SCOPE = %w[read_odometer required:control_security].freeze',
      ['1 asks read_odometer', '1 asks required:control_security'],
    ],
    [
      'b.rb',
      'client.get_auth_url(%i[read_odometer control_security])',
      ['1 asks read_odometer', '1 asks control_security'],
    ],
    [
      'c.rb',
      'link(scope: %w(\n  read_odometer\n  control_security\n).join(" "))',
      ['2 asks read_odometer', '3 asks control_security'],
    ],
    [
      'd.rb',
      'client.get_auth_url([:read_odometer, :control_security])',
      ['1 asks read_odometer', '1 asks control_security'],
    ],
    ['a.ts', 'const s = `\n  read_vin\n  read_battery\n`;', ['2 asks read_vin', '3 asks read_battery']],
  ])('are found in %s', (file, text, expected) => {
    expect(found(file, text)).toEqual(expected);
  });

  it.each([
    ['a.py', 'def read_battery(self):\n    return self.read_fuel()'],
    ['a.c', 'int v = read_location(fd);'],
    ['a.c', 'static int read_security(void);'],
    ['a.rb', 'attr_reader :read_vin\nx = %w[a b]; read_fuel'],
    ['a.js', 'obj.read_vin = 3; my_read_vin = 4; read_vin2 = 5'],
  ])('are not seen in functions of the same name (%s: %s)', (file, text) => {
    expect(found(file, text)).toEqual([]);
  });

  it('are found as constants where Smartcar is spoken of', () => {
    expect(found('a.py', 'scopes = [Scope.READ_VIN, Scope.CONTROL_CHARGE]')).toEqual([]);
    expect(found('a.py', '# smartcar\nscopes = [Scope.READ_VIN, Scope.CONTROL_CHARGE]')).toEqual([
      '2 asks read_vin',
      '2 asks control_charge',
    ]);
  });

  it('that are misspelt or wrongly prefixed are reported', () => {
    expect(found('a.js', `${sdk}const scope = ['read_odomter', 'require:read_vin', 'read_vin'];`)).toEqual([
      '2 unknown permission read_odomter',
      '2 unknown permission require:read_vin',
      '2 asks read_vin',
    ]);
  });
});

describe('signals in code', () => {
  it('are found where they are quoted, and anywhere in a file about Smartcar', () => {
    expect(found('a.ts', "get('tractionbattery-stateofcharge')")).toEqual(['1 signal tractionbattery-stateofcharge']);
    expect(found('a.yml', '# Smartcar\n- odometer-traveleddistance')).toEqual(['2 signal odometer-traveleddistance']);
  });

  it('that look like nothing else are reported when they are misspelt', () => {
    expect(found('a.ts', "['tractionbattery-soc', 'charge-isCharging']")).toEqual([
      '1 unknown signal tractionbattery-soc',
      '1 unknown signal charge-isCharging',
    ]);
  });

  it('are not seen in class names and workers', () => {
    expect(found('a.css', '.location-icon { } .charge-button { }')).toEqual([]);
    expect(found('a.ts', "register('service-worker'); el.className = 'location-pin wheel-picker'")).toEqual([]);
  });

  it('read all at once, or pushed, are told apart', () => {
    expect(found('a.js', `${sdk}await vehicle.getSignals();\nsmartcar.verifyPayload(amt, sig, body);`)).toEqual([
      '2 all',
      '3 all',
    ]);
  });
});

describe('calls in code', () => {
  it.each([
    ['fetch(`https://api.smartcar.com/v2.0/vehicles/${id}/odometer`)', 'call read_odometer'],
    ['"https://api.smartcar.com/v2.0/vehicles/" + id + "/tires/pressure"', 'call read_tires'],
    ['f"https://api.smartcar.com/v2.0/vehicles/{vehicle_id}/battery/nominal_capacity"', 'call read_battery'],
    [
      "requests.post(f'https://api.smartcar.com/v2.0/vehicles/{v}/security', json={'action': 'LOCK'})",
      'call control_security',
    ],
    ['curl -X POST https://api.smartcar.com/v2.0/vehicles/$ID/charge', 'call control_charge'],
    ['"https://api.smartcar.com/v2.0/vehicles/x/tesla/compass"', 'call read_compass'],
    ['"https://vehicle.api.smartcar.com/v3/vehicles/x/commands/security/lock"', 'command security/lock'],
    ['"https://api.smartcar.com/v2.0/vehicles/x/odometr"', 'unknown endpoint /odometr'],
  ])('%s', (line, expected) => {
    expect(found('a.txt.js', line)).toEqual([`1 ${expected}`]);
  });

  it('of the SDKs are found in every language', () => {
    expect(found('a.js', `${sdk}await vehicle.setChargeLimit(0.8); await car.tirePressure();`)).toEqual([
      '2 call control_charge',
      '2 call read_tires',
    ]);
    expect(found('a.py', 'import smartcar\nv = smartcar.Vehicle(i, t)\nv.engine_oil()\nv.lock_status()')).toEqual([
      '3 call read_engine_oil',
      '4 call read_security',
    ]);
    expect(found('a.rb', "require 'smartcar'\nvehicle.start_charge!\nputs vehicle.odometer")).toEqual([
      '2 call control_charge',
      '3 call read_odometer',
    ]);
    expect(found('a.go', '// smartcar\nodo, err := vehicle.GetOdometer(ctx)')).toEqual(['2 call read_odometer']);
    expect(found('A.java', 'import com.smartcar.sdk.*;\nvehicle.batteryCapacity();')).toEqual(['2 call read_battery']);
  });

  it.each([
    ['a.js', 'await new smartcar.Vehicle(id, token).lock();', 'control_security'],
    ['a.js', 'await (await garage.getVehicle(id)).lock();', 'control_security'],
    ['a.ts', 'await vehicles[0]!.startCharge();', 'control_charge'],
    ['A.java', 'new Vehicle("a", "b").lock();', 'control_security'],
    ['a.py', 'smartcar.Vehicle(car["id"], token_of(user)).lock()', 'control_security'],
    ['a.rb', 'Smartcar::Vehicle.new(token: token, id: ids.first).lock!', 'control_security'],
    ['a.go', 'client.NewVehicle(&smartcar.VehicleParams{ID: id}).GetOdometer(ctx)', 'read_odometer'],
    ['a.php', '$smartcar->vehicle($id)->lock();', 'control_security'],
  ])('of a vehicle that no variable holds are found (%s: %s)', (file, line, permission) => {
    expect(found(file, `// smartcar\n${line}`)).toEqual([`2 call ${permission}`]);
  });

  it('in a batch and through request() are found', () => {
    expect(
      found('a.js', `${sdk}vehicle.batch(['/odometer', '/location']);\nvehicle.request('POST', 'charge/limit');`),
    ).toEqual(['2 call read_odometer', '2 call read_location', '3 call control_charge']);
  });

  it('of a vehicle in a file that does not name Smartcar are unsure', () => {
    expect(found('a.js', 'await vehicle.lock()')).toEqual(['1 call control_security?']);
  });

  it('are not seen in mutexes, browsers and routes of the program', () => {
    expect(
      found(
        'a.js',
        `${sdk}mutex.lock(); window.location(); stripe.charge(); locks.get('a').lock(); (await db(x)).charge();`,
      ),
    ).toEqual([]);
    expect(found('a.js', `${sdk}app.get('/location', x);\n<Route path="/battery" />;\nfetch('/charge');`)).toEqual([]);
  });
});

describe('findMentions', () => {
  it('gives tests, documents and comments no say', () => {
    const roles = (file: string, text: string) => findMentions(file, text).map(({ role }) => role);
    expect(roles('src/a.js', "scope = 'read_vin'")).toEqual(['code']);
    expect(roles('test/a.js', "scope = 'read_vin'")).toEqual(['test']);
    expect(roles('src/a.test.js', "scope = 'read_vin'")).toEqual(['test']);
    expect(roles('README.md', "scope = 'read_vin'")).toEqual(['prose']);
    expect(roles('src/a.js', "// scope = 'read_vin'")).toEqual(['prose']);
  });

  it('never throws, finds nothing without a trace, and gives lines that exist', () => {
    const piece = fc.constantFrom(
      'smartcar',
      'read_vin',
      "'",
      '"',
      '`',
      '\n',
      'vehicles/',
      '{',
      '}',
      '$',
      '/',
      'odometer',
      '.lock(',
      'vehicle',
      'required:',
      'READ_VIN',
      'charge-',
      'ischarging',
      ' ',
      'batch(',
      ')',
      '%20',
      'scope=',
      '\\',
      'é',
      '\u0000',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const text = pieces.join('');
        const mentions = findMentions('a.js', text);
        expect(mentions.every(({ line }) => line >= 1 && line <= text.split('\n').length)).toBe(true);
        expect(smartcarTraces.test(text) || mentions.length === 0).toBe(true);
      }),
    );
  });

  it("passes over other people's functions that begin as permissions do", () => {
    expect(smartcarTraces.test('def read_file(path): control_flow(read_csv(path))')).toBe(false);
    expect(smartcarTraces.test('scope = ["read_charge_records"]')).toBe(true);
    expect(smartcarTraces.test('"required:control_trunk"')).toBe(true);
  });

  it.each([
    ['an endless line of braces', `smartcar vehicles/${'{'.repeat(200_000)}`],
    ['an endless line of placeholders', `smartcar vehicles/${'${a}'.repeat(50_000)}`],
    ['an endless line of quotes', `smartcar ${'"'.repeat(200_001)}read_vin`],
    ['an endless word', `smartcar ${'a'.repeat(500_000)}`],
    ['permissions without end on one line', `smartcar "${'read_vin '.repeat(50_000)}"`],
    ['calls of calls without end', `smartcar vehicle${').lock('.repeat(50_000)}`],
    ['brackets without end', `smartcar vehicle${'(['.repeat(50_000)}${']).lock()'.repeat(10_000)}`],
    ['lists of Ruby without end', `smartcar ${'%w[ read_vin '.repeat(30_000)}`],
    ['batches without end', `smartcar ${'batch('.repeat(50_000)}`],
  ])('is not slowed down by %s', (_, text) => {
    const start = performance.now();
    findMentions('a.js', text);
    expect(performance.now() - start).toBeLessThan(10_000);
  });
});
