import type { Assembly, Stack, TemplateParameter, TemplateResource } from './Assembly.ts';
import { ValueUnresolved } from './errors.ts';

/** What `Ref` and `Fn::GetAtt` of a resource give. */
export interface ResourceIdentity {
  ref: string;
  attributes: Record<string, unknown>;
}

/** A resource with the stack it belongs to. */
export interface PlacedResource {
  stack: Stack;
  logicalId: string;
  resource: TemplateResource;
}

export type Identify = (placed: PlacedResource, values: TemplateValues) => ResourceIdentity;

const noValue = Symbol('AWS::NoValue');
type Arguments = unknown[];
type Intrinsic = (this: TemplateValues, stack: Stack, argument: unknown, place: string) => unknown;

/**
 * Works out the intrinsic functions of all stacks of an assembly together, lazily, so that stacks may refer to each
 * other in any order.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference.html
 */
export class TemplateValues {
  readonly assembly: Assembly;
  readonly #identify: Identify;
  readonly #parameters: Record<string, unknown>;
  readonly #identities = new Map<string, ResourceIdentity>();
  #exports: Map<string, { stack: Stack; value: unknown }> | undefined;

  constructor(assembly: Assembly, identify: Identify, parameters: Record<string, unknown> = {}) {
    this.assembly = assembly;
    this.#identify = identify;
    this.#parameters = parameters;
  }

  /** Every resource whose condition holds. */
  resources(): PlacedResource[] {
    return this.assembly.stacks.flatMap((stack) =>
      Object.entries(stack.template.Resources ?? {})
        .filter(([, { Condition }]) => Condition === undefined || this.condition(stack, Condition))
        .map(([logicalId, resource]) => ({ stack, logicalId, resource })),
    );
  }

  /** @throws ValueUnresolved with the place of the value that has no local meaning. */
  resolve(stack: Stack, value: unknown, place = stack.name): unknown {
    const resolved = this.#resolve(stack, value, place);
    return resolved === noValue ? undefined : resolved;
  }

  identity(placed: PlacedResource): ResourceIdentity {
    const key = `${placed.stack.name}/${placed.logicalId}`;
    const known = this.#identities.get(key);
    if (known) {
      return known;
    }
    const made = this.#identify(placed, this);
    this.#identities.set(key, made);
    return made;
  }

  condition(stack: Stack, name: string): boolean {
    const condition = stack.template.Conditions?.[name];
    if (condition === undefined) {
      throw new ValueUnresolved(stack.name, `there is no condition ${name}`);
    }
    return this.#resolve(stack, condition, `${stack.name}/Conditions/${name}`) === true;
  }

  #resolve(stack: Stack, value: unknown, place: string): unknown {
    if (Array.isArray(value)) {
      return value.map((entry) => this.#resolve(stack, entry, place)).filter((entry) => entry !== noValue);
    }
    if (value === null || typeof value !== 'object') {
      return value;
    }
    const entries = Object.entries(value);
    const [name, argument] = entries.length === 1 ? entries[0]! : [];
    if (name !== undefined && Object.hasOwn(intrinsics, name)) {
      return intrinsics[name]!.call(this, stack, argument, place);
    }
    if (name?.startsWith('Fn::')) {
      throw new ValueUnresolved(place, `${name} is not emulated`);
    }
    return Object.fromEntries(
      entries
        .map(([key, entry]) => [key, this.#resolve(stack, entry, `${place}.${key}`)] as const)
        .filter(([, entry]) => entry !== noValue),
    );
  }

  /** `Ref`: a pseudo parameter, a parameter or a resource. */
  reference(stack: Stack, name: string, place: string): unknown {
    if (name === 'AWS::NoValue') {
      return noValue;
    }
    const pseudo = pseudoParameters(stack);
    if (Object.hasOwn(pseudo, name)) {
      return pseudo[name];
    }
    const parameter = stack.template.Parameters?.[name];
    if (parameter) {
      return this.#parameter(name, parameter, place);
    }
    return this.identity(this.#placed(stack, name, place)).ref;
  }

  attribute(stack: Stack, logicalId: string, name: string, place: string): unknown {
    const placed = this.#placed(stack, logicalId, place);
    const { attributes } = this.identity(placed);
    if (!Object.hasOwn(attributes, name)) {
      throw new ValueUnresolved(place, `${logicalId} (${placed.resource.Type}) has no local attribute ${name}`);
    }
    return attributes[name];
  }

  importValue(name: string, place: string): unknown {
    this.#exports ??= new Map(
      this.assembly.stacks.flatMap((stack) =>
        Object.values(stack.template.Outputs ?? {})
          .filter((output) => output.Export !== undefined)
          .map((output) => [String(this.resolve(stack, output.Export!.Name)), { stack, value: output.Value }] as const),
      ),
    );
    const exported = this.#exports.get(name);
    if (!exported) {
      throw new ValueUnresolved(place, `no stack exports ${name}`);
    }
    return this.#resolve(exported.stack, exported.value, `export ${name}`);
  }

  #placed(stack: Stack, logicalId: string, place: string): PlacedResource {
    const resource = stack.template.Resources?.[logicalId];
    if (!resource) {
      throw new ValueUnresolved(place, `${stack.name} has no resource or parameter ${logicalId}`);
    }
    return { stack, logicalId, resource };
  }

  #parameter(name: string, { Type, Default }: TemplateParameter, place: string): unknown {
    const value = this.#parameters[name] ?? Default;
    if (value === undefined) {
      throw new ValueUnresolved(place, `parameter ${name} has no default and no value was given`);
    }
    if (Type.startsWith('AWS::SSM::Parameter::Value')) {
      // The version of the CDK bootstrap stack: any recent one satisfies the templates.
      if (/^\/cdk-bootstrap\/[^/]+\/version$/.test(String(value))) {
        return '30';
      }
      throw new ValueUnresolved(place, `parameter ${name} is read from SSM (${String(value)}), which is not emulated`);
    }
    return Type.startsWith('List<') || Type === 'CommaDelimitedList' ? String(value).split(',') : value;
  }
}

const pseudoParameters = (stack: Stack): Record<string, unknown> => ({
  'AWS::AccountId': stack.account,
  'AWS::Region': stack.region,
  'AWS::Partition': 'aws',
  'AWS::URLSuffix': 'amazonaws.com',
  'AWS::StackName': stack.name,
  'AWS::StackId': `arn:aws:cloudformation:${stack.region}:${stack.account}:stack/${stack.name}/local`,
  'AWS::NotificationARNs': [],
});

const asList = (values: TemplateValues, stack: Stack, argument: unknown, name: string, place: string): Arguments => {
  const list = values.resolve(stack, argument, place);
  if (!Array.isArray(list)) {
    throw new ValueUnresolved(place, `${name} takes a list`);
  }
  return list;
};

/** `${Name}`, `${Name.Attribute}` and `${!Literal}`. */
const substitute: Intrinsic = function (stack, argument, place) {
  const [text, variables] = (Array.isArray(argument) ? argument : [argument, {}]) as [string, Record<string, unknown>];
  return text.replace(/\$\{(!?)([^}]+)\}/g, (_match, literal: string, name: string) => {
    if (literal) {
      return `\${${name}}`;
    }
    if (Object.hasOwn(variables ?? {}, name)) {
      return String(this.resolve(stack, variables[name], place));
    }
    const dot = name.startsWith('AWS::') ? -1 : name.indexOf('.');
    return String(
      dot < 0
        ? this.reference(stack, name, place)
        : this.attribute(stack, name.slice(0, dot), name.slice(dot + 1), place),
    );
  });
};

const intrinsics: Record<string, Intrinsic> = {
  Ref(stack, argument, place) {
    return this.reference(stack, String(argument), place);
  },
  Condition(stack, argument) {
    return this.condition(stack, String(argument));
  },
  'Fn::GetAtt'(stack, argument, place) {
    const [logicalId, ...name] = Array.isArray(argument) ? argument.map(String) : String(argument).split('.');
    return this.attribute(stack, logicalId!, name.join('.'), place);
  },
  'Fn::Join'(stack, argument, place) {
    const [separator, list] = argument as [string, unknown];
    return asList(this, stack, list, 'Fn::Join', place).map(String).join(separator);
  },
  'Fn::Sub': substitute,
  'Fn::Select'(stack, argument, place) {
    const [index, list] = argument as [unknown, unknown];
    const position = Number(this.resolve(stack, index, place));
    const values = asList(this, stack, list, 'Fn::Select', place);
    if (!(position in values)) {
      throw new ValueUnresolved(place, `Fn::Select of ${position} from ${values.length} value(s)`);
    }
    return values[position];
  },
  'Fn::Split'(stack, argument, place) {
    const [separator, text] = argument as [string, unknown];
    return String(this.resolve(stack, text, place)).split(separator);
  },
  'Fn::ImportValue'(stack, argument, place) {
    return this.importValue(String(this.resolve(stack, argument, place)), place);
  },
  'Fn::If'(stack, argument, place) {
    const [name, yes, no] = argument as [string, unknown, unknown];
    const value = this.condition(stack, name) ? yes : no;
    const chosen = this.resolve(stack, value, place);
    return chosen === undefined ? noValue : chosen;
  },
  'Fn::Equals'(stack, argument, place) {
    const [left, right] = asList(this, stack, argument, 'Fn::Equals', place);
    return String(left) === String(right);
  },
  'Fn::And'(stack, argument, place) {
    return asList(this, stack, argument, 'Fn::And', place).every((value) => value === true);
  },
  'Fn::Or'(stack, argument, place) {
    return asList(this, stack, argument, 'Fn::Or', place).some((value) => value === true);
  },
  'Fn::Not'(stack, argument, place) {
    return asList(this, stack, argument, 'Fn::Not', place)[0] !== true;
  },
  'Fn::FindInMap'(stack, argument, place) {
    const [map, top, second] = asList(this, stack, argument, 'Fn::FindInMap', place).map(String) as [
      string,
      string,
      string,
    ];
    const value = stack.template.Mappings?.[map]?.[top]?.[second];
    if (value === undefined) {
      throw new ValueUnresolved(place, `mapping ${map} has no ${top}.${second}`);
    }
    return value;
  },
  'Fn::Base64'(stack, argument, place) {
    return Buffer.from(String(this.resolve(stack, argument, place))).toString('base64');
  },
  'Fn::ToJsonString'(stack, argument, place) {
    return JSON.stringify(this.resolve(stack, argument, place));
  },
};
