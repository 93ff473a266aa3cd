import { isEnumType, isInputObjectType, isListType, isNonNullType, isObjectType, getNamedType } from 'graphql';
import type { GraphQLInputType, GraphQLObjectType, GraphQLOutputType, GraphQLSchema } from 'graphql';
import { seededRandom } from '../model/kernels/seededRandom.ts';
import {
  boundaryAddresses,
  boundaryDays,
  boundaryJson,
  boundaryNumbers,
  boundaryTexts,
  boundaryTimes,
  EnumName,
  NumberText,
  toJson,
  toLiteral,
} from './boundaryValues.ts';
import type { Value } from './boundaryValues.ts';

/** One request, made from a seed and its number alone. */
export interface Operation {
  number: number;
  /** Index of who asks. */
  caller: number;
  kind: 'query' | 'mutation' | 'subscription';
  /** The only root field of a mutation or subscription; those of a query. */
  fields: string[];
  query: string;
  /** JSON. */
  variables: string;
}

/** Values that exist, so that operations come past the first check. */
export interface KnownValues {
  itemIds: string[];
  userIds: string[];
  nextTokens: string[];
  /** What else there is, by the name of the argument or field that takes it. */
  named: Record<string, string[]>;
}

/** Sensible values of arguments and fields by their name; everything else goes by its type. */
const sensible: Record<string, string[]> = {
  category: ['sport', 'books'],
  device: ['phone', 'tv'],
  locale: ['en-GB', 'pt'],
  attributes: ['{"mood":"calm"}', '{}'],
  properties: ['{"page":2}', '{}'],
};

/** Of numbers: those that an experiment of two to five variants may have. */
const sensibleNumbers: Record<string, string[]> = {
  share: ['0.1', '0.2', '0.25', '0.5'],
  expectedRate: ['0.1', '0.3'],
  smallestEffect: ['0.05', '-0.05'],
  margin: ['0.05', '1'],
  smallestShare: ['0.05', '0.1'],
};

/** What a mutation is always asked for, so that what it says to have stored can be compared with the tables. */
const audited: Record<string, string> = {
  Interaction: 'userId itemId eventType eventId timestamp',
  RecordInteractionsResult: 'results { outcome errorType interaction { userId itemId eventType eventId timestamp } }',
  Item: 'itemId updatedAt',
  PutItemsResult: 'results { itemId errorType item { itemId updatedAt } }',
};

/** Generates operations from the schema alone: a new field or argument is tried without a line here. */
export class OperationGrammar {
  readonly #schema: GraphQLSchema;
  readonly #known: KnownValues;
  readonly #seed: number;
  readonly #callers: number;
  readonly #mostly: number;

  /** @param mostly who asks a third of all: somebody who is refused little, so that operations go deep */
  constructor(schema: GraphQLSchema, known: KnownValues, seed: number, callers: number, mostly = 0) {
    this.#schema = schema;
    this.#known = known;
    this.#seed = seed;
    this.#callers = callers;
    this.#mostly = mostly;
  }

  operation(number: number): Operation {
    const random = seededRandom((Math.imul(this.#seed, 0x9e3779b1) + number) >>> 0);
    return new Draft(this.#schema, this.#known, random).write(number, this.#callers, this.#mostly);
  }
}

/** Where members of a list are named parts of a whole, their names differ and their shares are one together. */
function makeWhole(members: Value[]): void {
  members.forEach((member, index) => {
    if (typeof member !== 'object' || member === null || !('share' in member) || !('variant' in member)) return;
    const isLast = index === members.length - 1;
    Object.assign(member, {
      variant: `part-${index}`,
      share: new NumberText(String(0.5 ** (isLast ? index : index + 1))),
    });
  });
}

class Draft {
  readonly #schema: GraphQLSchema;
  readonly #known: KnownValues;
  readonly #random: () => number;
  readonly #declared: string[] = [];
  readonly #variables: Record<string, Value> = {};
  /** Share of values that are at or over a boundary; some operations have none, so that they come through. */
  readonly #hostility: number;
  /** How many of the fields that may be left out are given: some inputs have rules that hardly any two of them meet. */
  readonly #fullness: number;

  constructor(schema: GraphQLSchema, known: KnownValues, random: () => number) {
    this.#schema = schema;
    this.#known = known;
    this.#random = random;
    this.#hostility = this.#pick([0, 0.05, 0.1, 0.4]);
    this.#fullness = this.#pick([1, 1, 0.05]);
  }

  write(number: number, callers: number, mostly: number): Operation {
    const kind = this.#pick(['query', 'query', 'query', 'mutation', 'mutation', 'mutation', 'subscription'] as const);
    const root = { query: 'getQueryType', mutation: 'getMutationType', subscription: 'getSubscriptionType' } as const;
    const type = this.#schema[root[kind]]()!;
    const count = kind === 'query' ? this.#pick([1, 1, 1, 2, 5]) : 1;
    const names = Array.from({ length: count }, () => this.#pick(Object.keys(type.getFields())));
    const selections = names.map((name, index) => `alias${index}: ${this.#field(type, name, kind)}`);
    const declared = this.#declared.length ? `(${this.#declared.join(', ')})` : '';
    return {
      number,
      caller: this.#random() < 0.35 ? mostly : this.#integer(callers),
      kind,
      fields: names,
      query: `${kind} Fuzz${declared} { ${selections.join(' ')} }`,
      variables: toJson(this.#variables),
    };
  }

  #field(parent: GraphQLObjectType, name: string, kind: Operation['kind']): string {
    const { args, type } = parent.getFields()[name];
    // Were the callers erased, every later operation of theirs would be refused.
    if (name === 'deleteUserData') {
      return `${name}(input: { userId: "leaver-${this.#integer(9)}" })${this.#selection(type, 0, true)}`;
    }
    const given = args.flatMap((argument) => {
      const isNeeded = isNonNullType(argument.type);
      if (this.#random() < (isNeeded ? 0.01 : 0.5)) return [];
      // The test's client of the real-time connection sends no variables.
      const viaVariable = kind !== 'subscription' && this.#random() < 0.7;
      return [
        `${argument.name}: ${viaVariable ? this.#variable(argument.type, argument.name) : toLiteral(this.#value(argument.type, argument.name))}`,
      ];
    });
    const selection = this.#selection(type, 0, kind === 'mutation');
    return `${name}${given.length ? `(${given.join(', ')})` : ''}${selection}`;
  }

  /** A variable that is given, null or absent. */
  #variable(type: GraphQLInputType, name: string): string {
    const variable = `v${this.#declared.length}`;
    const chance = this.#random();
    this.#declared.push(`$${variable}: ${String(type)}`);
    if (chance >= 0.1) this.#variables[variable] = this.#value(type, name);
    else if (chance >= 0.05) this.#variables[variable] = null;
    return `$${variable}`;
  }

  #selection(output: GraphQLOutputType, depth: number, isAudited: boolean): string {
    const type = getNamedType(output);
    if (!isObjectType(type)) return '';
    const chosen = Object.values(type.getFields()).filter((field) => {
      const isDeep = isObjectType(getNamedType(field.type));
      return this.#random() < (isDeep ? (depth < 3 ? 0.5 : 0) : 0.4);
    });
    const parts = chosen.map((field, index) => {
      const alias = this.#random() < 0.1 ? `other${index}: ` : '';
      const text = `${alias}${field.name}${this.#selection(field.type, depth + 1, false)}`;
      return this.#random() < 0.05 ? `... on ${type.name} { ${text} }` : text;
    });
    // A name of its own for each: the same field may have been chosen under its own name.
    if (isAudited && audited[type.name]) return ` { __typename ${audited[type.name]} ${this.#withoutAudited(parts)} }`;
    return ` { __typename ${parts.join(' ')} }`;
  }

  /** Lists and objects would merge with what is audited and make a field mean two things; plain fields may stand twice. */
  #withoutAudited(parts: string[]): string {
    return parts.filter((part) => !part.includes('results')).join(' ');
  }

  #value(type: GraphQLInputType, name: string, depth = 0): Value {
    if (isNonNullType(type)) return this.#value(type.ofType as GraphQLInputType, name, depth);
    if (this.#isHostile(0.06)) return null;
    if (this.#isHostile(0.06)) return this.#wrongType();
    if (isListType(type)) {
      const length = this.#isHostile(0.4) ? this.#pick([0, 26, 51, 101, 300]) : 1 + this.#integer(4);
      const member = type.ofType as GraphQLInputType;
      // Long lists of long texts would exceed what a request may have; that answer is tested elsewhere.
      const isOfObjects = isInputObjectType(getNamedType(member));
      const members = Array.from({ length: isOfObjects ? Math.min(length, 30) : length }, () =>
        this.#value(member, name, depth + 1),
      );
      if (!this.#isHostile(0.5)) makeWhole(members);
      return members;
    }
    if (isInputObjectType(type)) return this.#object(type.getFields(), depth);
    if (isEnumType(type)) {
      if (this.#isHostile(0.1)) return new EnumName(this.#pick(['SNEEZE', 'view', '__proto__']));
      return new EnumName(this.#pick(type.getValues()).name);
    }
    return this.#scalar(type.name, name);
  }

  #object(fields: Record<string, { name: string; type: GraphQLInputType }>, depth: number): Value {
    const value: Record<string, Value> = {};
    const share = Math.min(1.6 / (depth + 2), 0.4) * this.#fullness;
    for (const field of Object.values(fields)) {
      const isNeeded = isNonNullType(field.type);
      const isDeep = isInputObjectType(getNamedType(field.type));
      if (isNeeded ? this.#isHostile(0.05) : this.#random() > (isDeep && depth > 5 ? 0.02 : share)) continue;
      value[field.name] = this.#value(field.type, field.name, depth + 1);
    }
    if (this.#isHostile(0.03)) value.unheardOf = 'x';
    // An eventId without a time is refused; most interactions should come through.
    if ('eventId' in value && !('timestamp' in value)) value.timestamp = '2026-01-01T00:00:00Z';
    return value;
  }

  #scalar(type: string, name: string): Value {
    const hostile = this.#isHostile(1);
    if (type === 'Boolean') return this.#random() < 0.5;
    if (type === 'Int') {
      return hostile ? this.#pick(boundaryNumbers.Int) : new NumberText(String(this.#intOf(name)));
    }
    if (type === 'Float') {
      return hostile
        ? this.#pick(boundaryNumbers.Float)
        : new NumberText(this.#pick(sensibleNumbers[name] ?? ['0.5', '1']));
    }
    const texts: Record<string, string[]> = {
      AWSDateTime: boundaryTimes,
      AWSDate: boundaryDays,
      AWSJSON: boundaryJson,
      AWSURL: boundaryAddresses,
    };
    if (hostile) return this.#pick(texts[type] && this.#random() < 0.7 ? texts[type] : boundaryTexts);
    if (type === 'AWSDateTime') {
      const day = String(1 + this.#integer(28)).padStart(2, '0');
      return `2026-0${1 + this.#integer(9)}-${day}T10:00:00.${this.#integer(10)}00Z`;
    }
    // Few of them, so that the last of a range is seldom before the first.
    if (type === 'AWSDate') return `2026-11-0${1 + this.#integer(name === 'from' ? 4 : 9)}`;
    if (type === 'AWSURL') return boundaryAddresses[0];
    if (/^itemIds?$|ItemIds$/.test(name)) return this.#pick([...this.#known.itemIds, `new-${this.#integer(100)}`]);
    if (name === 'userId') return this.#pick(this.#known.userIds);
    if (name === 'nextToken') return this.#pick(this.#known.nextTokens);
    // Every other one is new: those that are known have begun, and are changed no more.
    if (name === 'experimentId') {
      return this.#random() < 0.5 ? `experiment-${this.#integer(1000)}` : this.#pick(this.#known.named[name]);
    }
    return this.#pick(this.#known.named[name] ?? sensible[name] ?? ['sport', 'books', `text-${this.#integer(20)}`]);
  }

  #intOf(name: string): number {
    if (name === 'maxLatencyMs') return 50 + this.#integer(500);
    if (name === 'windowSeconds') return 10 + this.#integer(600);
    return name === 'limit' ? 1 + this.#integer(100) : this.#integer(7);
  }

  #wrongType(): Value {
    return this.#pick<Value>([new NumberText('7'), 'text', true, [], {}, [null], [['x']], { a: { b: null } }]);
  }

  /** @param share of the hostile values */
  #isHostile(share: number): boolean {
    return this.#random() < this.#hostility * share;
  }

  #integer(below: number): number {
    return Math.floor(this.#random() * below);
  }

  #pick<T>(values: readonly T[]): T {
    return values[this.#integer(values.length)];
  }
}
