// What people and scripts run most, as whole command lines: the build makes them start fast, and the bench times them.

const id = '8229df9f-91a0-4ff0-a1ae-a1f38ee24d07';
const scope = 'read_odometer control_security';

/** They print and end. */
export const shortCommands = [
  ['explain-scopes', 'read_odometer', 'control_security'],
  ['--help'],
  ['revoke', '--make', 'TESLA', '--scope', scope, '--client-id', id, '--print-url'],
];

/** One whole consent: the sandbox starts, the owner is played, the code exchanged, the grant judged. */
export const rehearsal = ['authorize', '--sandbox', '--owner', 'select-all', '--json'];
