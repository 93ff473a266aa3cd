/** What a service of the double refuses, with the name of AWS's error. */
export class ServiceRefusal extends Error {
  readonly status: number;

  constructor(name: string, message: string, status = 400) {
    super(message);
    this.name = name;
    this.status = status;
  }
}

/** An operation of the query protocol: parameters in, the inside of the result element out. */
export type QueryOperation = (parameters: Record<string, string>) => string;
/** An operation of the JSON protocols. */
export type JsonOperation = (input: never) => unknown;

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** An element. @param content elements, or one text */
export function xml(name: string, ...content: string[]): string {
  const isText = content.length === 1 && !content[0].startsWith('<');
  return `<${name}>${isText ? escape(content[0]) : content.join('')}</${name}>`;
}
