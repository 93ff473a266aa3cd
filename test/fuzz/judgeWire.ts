import type { RawRequest } from './HttpGrammar.ts';
import type { Reply } from './exchange.ts';
import { internal } from './judge.ts';
import type { Conversation } from './RealtimeGrammar.ts';

interface WireError {
  errorType?: string | null;
  message?: string;
}

const messageTypes = new Set(['connection_ack', 'connection_error', 'start_ack', 'error', 'complete', 'data', 'ka']);

function parse(text: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}

const wrongErrors = (errors: readonly WireError[]): string[] =>
  errors.flatMap(({ errorType, message = '' }) => [
    ...(errorType === 'InternalFailure' ? ['InternalFailure'] : []),
    ...(internal.test(message) ? ['a message tells of what is inside'] : []),
  ]);

/** What is wrong with an answer to a request, whatever was sent. */
export function judgeHttp({ isComplete, isRight }: RawRequest, { status, body }: Reply): string[] {
  if (status === undefined) return isComplete ? ['no answer'] : [];
  const answer = parse(body) as { errors?: WireError[]; data?: { items?: unknown } } | undefined;
  const found = wrongErrors(answer?.errors ?? []);
  if (status >= 500) found.push(`status ${status}`);
  if (body !== '' && answer === undefined && !body.startsWith('<')) found.push('the answer is not JSON');
  if (isRight && (status !== 200 || !answer?.data?.items)) found.push(`a right request has status ${status}: ${body}`);
  return [...new Set(found)];
}

/** Likewise of a conversation. */
export function judgeRealtime(conversation: Conversation, { status, messages, closeCode }: Reply): string[] {
  const found: string[] = [];
  if (status === undefined || status >= 500) found.push(`status ${status}`);
  if (closeCode === 1011) found.push('closed for an internal failure');
  const all = messages.map(parse);
  if (all.some((message) => !messageTypes.has(String(message?.type)))) found.push('a message of another kind');
  for (const message of all) {
    found.push(...wrongErrors((message?.payload as { errors?: WireError[] } | undefined)?.errors ?? []));
  }
  const acknowledged = all.filter((message) => message?.type === 'start_ack').map((message) => String(message?.id));
  if (acknowledged.some((id) => !conversation.startIds.includes(id))) found.push('acknowledged what was not started');
  if (conversation.isRight && mustStart(conversation).some((id) => !acknowledged.includes(id))) {
    found.push(`a right conversation was not acknowledged: ${messages.join(' ').slice(0, 500)}`);
  }
  return [...new Set(found)];
}

const mustStart = ({ startIds, stopIds }: Conversation): string[] => startIds.filter((id) => !stopIds.includes(id));

/** Whether a right conversation has been answered in full. */
export const isAnswered = (conversation: Conversation, { messages }: Reply): boolean =>
  !conversation.isRight ||
  mustStart(conversation).every((id) =>
    messages.some((text) => text.includes('"start_ack"') && text.includes(`"${id}"`)),
  );
