import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { defaultStateFolder } from './folders.ts';
import { optionsOf } from './optionsOf.ts';
import { parseOptions } from './parseOptions.ts';
import { runCommand } from './runCommand.ts';

interface Message {
  queue: string;
  messageId?: string;
  sentAt?: string;
  /** As it was sent: JSON of docs/architecture.md where the product sent it. */
  body: unknown;
}

/** Lines that a hard end cut off are no messages. */
const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const readMessages = (folder: string): Message[] =>
  (existsSync(folder) ? readdirSync(folder) : [])
    .filter((file) => file.endsWith('.jsonl'))
    .flatMap((file) => {
      const lines = readFileSync(join(folder, file), 'utf8').split('\n');
      return lines.flatMap((line) => {
        const message = parse(line) as { messageId?: string; sentAt?: string; body?: string } | undefined;
        if (message === undefined) return [];
        const { messageId, sentAt, body = '' } = message;
        return [{ queue: file.replace(/\.jsonl$/, ''), messageId, sentAt, body: parse(body) ?? body }];
      });
    });

const describe = ({ queue, sentAt = 'undated', body }: Message): string => {
  const { code, reason } = (typeof body === 'object' ? (body ?? {}) : {}) as { code?: string; reason?: string };
  return `${sentAt}  ${queue}  ${code ?? 'no code'}: ${reason ?? JSON.stringify(body).slice(0, 200)}\n`;
};

/** `recsync dlq`: what the queues of the local cloud hold, oldest first. */
await runCommand(async () => {
  const { state, json } = parseOptions(process.argv.slice(2), optionsOf('dlq'));
  const messages = readMessages(join(resolve(String(state ?? defaultStateFolder)), 'queues')).toSorted((one, other) =>
    (one.sentAt ?? '') < (other.sentAt ?? '') ? -1 : 1,
  );
  const texts = messages.length === 0 ? 'The queues are empty.\n' : messages.map(describe).join('');
  process.stdout.write(json === true ? `${JSON.stringify({ messages })}\n` : texts);
  return 0;
});
