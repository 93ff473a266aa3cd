import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { AccountState } from './AccountState.ts';
import { Buckets } from './Buckets.ts';
import { createJsonServices } from './jsonServices.ts';
import { ServiceRefusal, xml, type JsonOperation, type QueryOperation } from './protocol.ts';
import { Stacks } from './Stacks.ts';

interface Answer {
  status: number;
  type: string;
  body: string;
}

/**
 * The edge of the machine: an AWS account on 127.0.0.1 that speaks AWS's protocols to the SDK's own clients, for what the
 * commands on an account call and no emulated service serves. It holds state as AWS does (what is being deleted is still
 * there at the next look; what is protected refuses), and journals each call as `<service>:<Operation>`.
 */
export class AccountDouble extends AccountState {
  readonly id = '123456789012';
  readonly calls: string[] = [];
  readonly stacks: Stacks;
  readonly buckets = new Buckets();
  readonly apiKeys: { id: string; expires: number }[] = [];
  /** Addresses by topic. */
  readonly mailedTo = new Map<string, string>();
  /** Refusals by `<service>:<Operation>`. */
  readonly refusals = new Map<string, ServiceRefusal>();
  /** What the fake `cdk` does with its arguments; answers its exit code. */
  runCdk: (parameters: string[], engine: string) => number | Promise<number> = () => 0;
  /** The GraphQL API. */
  answerGraphql: (query: string, headers: IncomingMessage['headers']) => { status?: number; body: unknown } = () => ({
    body: {},
  });
  readonly #server: Server;
  readonly #queryServices: Record<string, Record<string, QueryOperation>>;
  readonly #jsonServices: Record<string, Record<string, JsonOperation>>;

  private constructor(region: string) {
    super();
    this.stacks = new Stacks(this.id, region);
    this.#queryServices = {
      sts: {
        GetCallerIdentity: () =>
          [xml('Arn', `arn:aws:iam::${this.id}:user/ada`), xml('UserId', 'AIDA'), xml('Account', this.id)].join(''),
        AssumeRole: ({ RoleArn, RoleSessionName, DurationSeconds }) =>
          xml(
            'Credentials',
            xml('AccessKeyId', 'ASIATEST'),
            xml('SecretAccessKey', `secret of ${RoleArn}`),
            xml('SessionToken', `${RoleSessionName} for ${DurationSeconds} seconds`),
            xml('Expiration', '2026-11-29T12:00:00Z'),
          ),
      },
      cloudformation: this.stacks.operations,
      sns: {
        ListSubscriptionsByTopic: ({ TopicArn }) => {
          const endpoint = this.mailedTo.get(TopicArn);
          const subscription = xml('member', xml('Protocol', 'email'), xml('Endpoint', endpoint ?? ''));
          return xml('Subscriptions', ...(endpoint ? [subscription] : []));
        },
      },
    };
    this.#jsonServices = createJsonServices(this);
    this.#server = createServer((request, response) => {
      void this.#answer(request).then(({ status, type, body }) => {
        response.writeHead(status, { 'content-type': type, 'x-amzn-requestid': 'double' }).end(body);
      });
    });
  }

  static async start(region: string): Promise<AccountDouble> {
    const account = new AccountDouble(region);
    await new Promise<void>((resolve) => account.#server.listen(0, '127.0.0.1', resolve));
    return account;
  }

  get endpoint(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #answer(request: IncomingMessage): Promise<Answer> {
    const url = new URL(request.url!, this.endpoint);
    const body = await text(request);
    if (url.pathname === '/cdk') {
      const { parameters, engine } = JSON.parse(body) as { parameters: string[]; engine: string };
      this.calls.push(`cdk ${parameters[0]}`);
      return { status: 200, type: 'text/plain', body: String(await this.runCdk(parameters, engine)) };
    }
    if (url.pathname === '/graphql') {
      const { query } = JSON.parse(body) as { query: string };
      const answer = this.answerGraphql(query, request.headers);
      return { status: answer.status ?? 200, type: 'application/json', body: JSON.stringify(answer.body) };
    }
    // AWS's own front door finds the service by the host name; here the signature says it.
    const [, service] = /Credential=[^/]+\/\d+\/[^/]+\/([^/]+)\//.exec(request.headers.authorization ?? '') ?? [];
    try {
      return await this.#call(service, request, url, body);
    } catch (error) {
      if (!(error instanceof ServiceRefusal)) throw error;
      return refuse(service, error);
    }
  }

  async #call(service: string, request: IncomingMessage, url: URL, body: string): Promise<Answer> {
    if (service === 's3') {
      const { operation, answer } = this.buckets.handle(request.method!, url, body);
      this.#journal(service, operation);
      return { status: answer === '' ? 204 : 200, type: 'application/xml', body: answer };
    }
    if (service === 'appsync') {
      this.#journal(service, 'ListApiKeys');
      return { status: 200, type: 'application/json', body: JSON.stringify({ apiKeys: this.apiKeys }) };
    }
    const query = this.#queryServices[service];
    if (query) {
      const { Action, ...parameters } = Object.fromEntries(new URLSearchParams(body));
      this.#journal(service, Action);
      const result = this.#operation(query, Action)(parameters);
      const answer = xml(
        `${Action}Response`,
        xml(`${Action}Result`, result),
        xml('ResponseMetadata', xml('RequestId', '1')),
      );
      return { status: 200, type: 'text/xml', body: answer };
    }
    const operation = String(request.headers['x-amz-target']).split('.').at(-1)!;
    this.#journal(service, operation);
    const json = this.#operation(this.#jsonServices[service] ?? {}, operation);
    const answer = await json(JSON.parse(body === '' ? '{}' : body) as never);
    return { status: 200, type: 'application/x-amz-json-1.1', body: JSON.stringify(answer) };
  }

  #journal(service: string, operation: string): void {
    this.calls.push(`${service}:${operation}`);
    const refusal = this.refusals.get(`${service}:${operation}`);
    if (refusal) throw refusal;
  }

  #operation<Operation>(operations: Record<string, Operation>, name: string): Operation {
    const operation = operations[name];
    if (!operation) throw new ServiceRefusal('UnknownOperationException', `${name} is not part of the double`);
    return operation;
  }
}

function refuse(service: string, { name, message, status }: ServiceRefusal): Answer {
  if (service === 's3') {
    const body = xml('Error', xml('Code', name), xml('Message', message));
    return { status, type: 'application/xml', body };
  }
  if (['sts', 'cloudformation', 'sns'].includes(service)) {
    const error = xml('Error', xml('Type', 'Sender'), xml('Code', name), xml('Message', message));
    return { status, type: 'text/xml', body: xml('ErrorResponse', error, xml('RequestId', '1')) };
  }
  return { status, type: 'application/x-amz-json-1.1', body: JSON.stringify({ __type: name, message }) };
}
