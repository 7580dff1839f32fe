import { addExamples, type CommandModule } from '../command.ts';
import { command as listen } from './listen.ts';
import { command as replay } from './replay.ts';
import { command as trigger } from './trigger.ts';
import { command as verify } from './verify.ts';

export const command: CommandModule = {
  register(program, run) {
    verify.register(program.command('verify').description('check the signature of a saved delivery'), run);
    listen.register(program.command('listen').description('receive, check, explain and forward deliveries'), run);
    replay.register(program.command('replay').description('send a kept delivery again, or list what is kept'), run);
    trigger.register(program.command('trigger').description('send a signed event to a receiver'), run);
    addExamples(
      program,
      [
        ['webhook verify body.json --headers headers.txt', 'whether the signature matches and, if not, why not'],
        [
          'webhook listen --port 4040 --forward-to http://localhost:3000/webhook',
          'answer VERIFY, explain every event and pass it on to your app',
        ],
        ['webhook replay 3f2a9c01b7de', 'send a kept delivery to your app again, byte for byte'],
        ['webhook trigger verify --to http://localhost:3000/webhook', 'whether the receiver is ready for Smartcar'],
        [
          'webhook trigger vehicle-error --error PERMISSION:null --to http://localhost:3000/webhook',
          'what a missed Tesla box looks like',
        ],
      ],
      [
        ['webhook verify - --signature 9c01… --token-file token.txt < body.json', 'the same from a pipe'],
        ['webhook listen --json > events.ndjson', 'for scripts: one JSON line per delivery'],
        ['webhook replay', 'the deliveries that are kept'],
        [
          'webhook trigger vehicle-state --sandbox=http://localhost:4010 --to http://localhost:3000/webhook',
          'the car of a running sandbox, as it is now',
        ],
        [
          'webhook trigger vehicle-error --error CONNECTED_SERVICES_ACCOUNT:VIRTUAL_KEY_REQUIRED --resolved --to http://localhost:3000/webhook',
          'the owner has added the virtual key',
        ],
      ],
    );
  },
};
