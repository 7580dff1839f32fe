import { addExamples, type CommandModule } from '../command.ts';
import { command as check } from './check.ts';
import { command as keygen } from './keygen.ts';
import { command as needed } from './needed.ts';
import { command as show } from './show.ts';

export const command: CommandModule = {
  register(program, run) {
    show.register(program.command('show').description('the link, its QR code and the steps for the owner'), run);
    needed.register(program.command('needed').description('which cars need a key before they accept commands'), run);
    check.register(program.command('check').description('check a hosted public key the way Tesla fetches it'), run);
    keygen.register(program.command('keygen').description('make a key pair for your own Fleet API application'), run);
    addExamples(
      program,
      [
        ['virtual-key show', "the link to Smartcar's key, and what the owner does with it"],
        ['virtual-key show --vin 5YJ3E1EA7HF000001 --png key.png', 'a link for one car, and its QR code as a picture'],
        ['virtual-key needed 5YJSA1E24MF000001', 'whether this car needs a key, and how sure that is'],
        ['virtual-key needed - --json < vins.txt', 'the same for thousands, one line each'],
        ['virtual-key check key.example.com --expect public-key.pem', 'every check of a hosted key'],
      ],
      [
        ['virtual-key check key.example.com --json', 'for scripts: exit code 5 when a check fails'],
        ['virtual-key keygen', 'private-key.pem and public-key.pem in this directory'],
        ['virtual-key keygen --private-key secret/key.pem --public-key public/key.pem', 'the same under other names'],
      ],
    );
  },
};
