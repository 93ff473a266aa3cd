import { GraphQLError, NoSchemaIntrospectionCustomRule, parse, specifiedRules, validate } from 'graphql';
import type { DocumentNode, GraphQLSchema } from 'graphql';
import { describeValidationError } from './describeValidationError.ts';
import type { AnswerError } from './formatError.ts';
import { measureDocument } from './measureDocument.ts';
import { RequestRefused } from './RequestRefused.ts';

const rememberedDocuments = 500;
const maximumRememberedCharacters = 20_000;
const maximumTokens = 50_000;
const maximumFields = 10_000;
const maximumRepeats = 100;

/** A document that is known to fit the schema, or the errors why it does not. */
export interface Prepared {
  document: DocumentNode;
  errors: AnswerError[];
}

/** Parses and validates queries, and remembers the small ones that it has checked. */
export class DocumentChecker {
  readonly #schema: GraphQLSchema;
  readonly #rules: Parameters<typeof validate>[2];
  readonly #documents = new Map<string, Prepared>();

  constructor(schema: GraphQLSchema, introspection: boolean) {
    this.#schema = schema;
    this.#rules = introspection ? specifiedRules : [...specifiedRules, NoSchemaIntrospectionCustomRule];
  }

  /** @throws RequestRefused when the text is not GraphQL or is a flood */
  prepare(query: string): Prepared {
    const known = this.#documents.get(query);
    if (known) return known;
    let prepared: Prepared;
    try {
      prepared = this.#check(query);
    } catch (cause) {
      // Thousands of levels exhaust the stack of a parser that descends.
      if (cause instanceof RangeError) {
        throw new RequestRefused('BadRequestException', 'The query is nested too deep.', { cause });
      }
      throw cause;
    }
    if (query.length <= maximumRememberedCharacters) {
      const [oldest] = this.#documents.keys();
      if (this.#documents.size >= rememberedDocuments) this.#documents.delete(oldest);
      this.#documents.set(query, prepared);
    }
    return prepared;
  }

  #check(query: string): Prepared {
    const document = parseQuery(query);
    const { fields, repeats } = measureDocument(document);
    if (fields > maximumFields) {
      throw new RequestRefused('BadRequestException', `The query has more than ${maximumFields} fields.`);
    }
    if (repeats > maximumRepeats) {
      const message = `The query selects one field more than ${maximumRepeats} times in one place.`;
      throw new RequestRefused('BadRequestException', message);
    }
    const errors = validate(this.#schema, document, this.#rules, { maxErrors: 50 }).map((error) =>
      describeValidationError(error, document),
    );
    return { document, errors };
  }
}

function parseQuery(query: string): DocumentNode {
  try {
    return parse(query, { maxTokens: maximumTokens });
  } catch (cause) {
    if (!(cause instanceof GraphQLError)) throw cause;
    if (cause.message.includes(`more that ${maximumTokens} tokens`)) {
      throw new RequestRefused('BadRequestException', `The query has more than ${maximumTokens} tokens.`, { cause });
    }
    throw new RequestRefused('MalformedHttpRequestException', 'Unable to parse GraphQL query.', { cause });
  }
}
