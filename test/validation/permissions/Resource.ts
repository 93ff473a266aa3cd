/** A resource of the templates with every intrinsic function worked out. */
export interface Resource {
  /** `<stack>/<logical id>` */
  id: string;
  type: string;
  arn: string;
  /** What `Ref` gives: an ARN, a name or a URL, as the type has it. */
  ref: string;
  attributes: Record<string, string>;
  properties: Properties;
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- properties have the shape of their type, which the templates do not tell
export type Properties = Record<string, any>;

/** Every resource of the stacks, and the schema and code that they point to. */
export class Resources {
  readonly all: Resource[];
  readonly account: string;
  readonly region: string;
  /** The text of the file that was uploaded as `https://…/<key>` or `s3://…/<key>`. */
  readonly assetText: (key: string) => string;
  /** The texts of our own files in the bundle of a Lambda function that was uploaded as `<key>`. */
  readonly bundledSources: (key: string) => string[];

  constructor(options: Pick<Resources, 'all' | 'account' | 'region' | 'assetText' | 'bundledSources'>) {
    this.all = options.all;
    this.account = options.account;
    this.region = options.region;
    this.assetText = options.assetText;
    this.bundledSources = options.bundledSources;
  }

  ofType(...types: string[]): Resource[] {
    return this.all.filter(({ type }) => types.includes(type));
  }

  /** The resource that a property means, by ARN, name or URL. */
  find(identity: unknown): Resource | undefined {
    const text = String(identity);
    return this.all.find(
      ({ arn, ref, attributes }) => arn === text || ref === text || Object.values(attributes).includes(text),
    );
  }

  /** @throws Error that names what was looked for */
  get(identity: unknown): Resource {
    const found = this.find(identity);
    if (!found) throw new Error(`No resource of the templates is ${String(identity)}.`);
    return found;
  }
}
