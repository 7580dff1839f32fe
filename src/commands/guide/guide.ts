import { addExamples, type CommandModule } from '../command.ts';
import { command as consent } from './consent.ts';
import { command as revoke } from './revoke.ts';
import { command as virtualKey } from './virtual-key.ts';

export const command: CommandModule = {
  register(program, run) {
    consent.register(
      program.command('consent').description("Tesla's consent screen with the boxes to tick marked"),
      run,
    );
    virtualKey.register(program.command('virtual-key').description('how to add the virtual key, step by step'), run);
    revoke.register(program.command('revoke').description('how to remove the access and connect again'), run);
    addExamples(
      program,
      [
        [
          'guide consent read_odometer control_security --app-name "Ladeheld" --lang de --output consent.html',
          'a page for the owner: the boxes, and the reason for each',
        ],
        ['guide consent --scope "read_vin read_location" --format svg', 'the same as a picture'],
        ['guide virtual-key --vin 5YJ3E1EA7HF000001 --output key.png', 'the steps of the virtual key with the QR code'],
        ['guide revoke --format markdown', 'how an owner removes the access, to paste into a help page'],
      ],
      [
        ['guide virtual-key --format text', 'the same steps as plain text'],
        ['guide revoke --format html --output revoke.html', 'the same as a page'],
      ],
    );
  },
};
