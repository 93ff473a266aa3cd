type Node = string | { [name: string]: unknown };

const ENTITIES: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

const decode = (text: string): string =>
  text.replace(/&(#x[0-9a-fA-F]+|#\d+|\w+);/g, (whole, name: string) => {
    if (name.startsWith('#x')) return String.fromCodePoint(parseInt(name.slice(2), 16));
    if (name.startsWith('#')) return String.fromCodePoint(Number(name.slice(1)));
    return ENTITIES[name] ?? whole;
  });

/** Numbers and booleans are typed, as in the documented example (`<id>1</id>` is 1). */
function typed(text: string): unknown {
  if (text === 'true' || text === 'false') return text === 'true';
  if (text === 'null') return null;
  return /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/.test(text) ? Number(text) : text;
}

/** A repeated name becomes a list. */
function add(element: Record<string, unknown>, name: string, value: unknown): void {
  if (!Object.hasOwn(element, name)) element[name] = value;
  else if (Array.isArray(element[name])) (element[name] as unknown[]).push(value);
  else element[name] = [element[name], value];
}

function finish(members: Record<string, unknown>, text: string): unknown {
  const content = text.trim();
  if (Object.keys(members).length === 0) return content === '' ? '' : typed(content);
  if (content !== '') add(members, 'content', typed(content));
  return members;
}

const TOKEN =
  /<!--[\s\S]*?-->|<!\[CDATA\[([\s\S]*?)\]\]>|<\?[\s\S]*?\?>|<!DOCTYPE[^>]*>|<\/([^\s>]+)\s*>|<([^\s/>]+)((?:[^>"']|"[^"]*"|'[^']*')*?)(\/?)>|([^<]+)/g;
const ATTRIBUTE = /([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

/**
 * Reads an XML document into plain objects: elements and attributes become members, mixed text is `content`.
 * @throws TypeError when elements are not closed or text stands outside the root.
 */
export function parseXml(xml: string): Record<string, Node> {
  const root = { name: '', members: {} as Record<string, unknown>, text: '' };
  const open = [root];
  let position = 0;
  for (const token of String(xml).matchAll(TOKEN)) {
    if (token.index !== position) throw new TypeError(`util.xml: cannot read the document at character ${position}`);
    position += token[0].length;
    const [, cdata, closing, opening, attributes, empty, text] = token;
    const parent = open[open.length - 1];
    if (text !== undefined) parent.text += decode(text);
    else if (cdata !== undefined) parent.text += cdata;
    else if (opening !== undefined) {
      const members: Record<string, unknown> = {};
      for (const [, name, double, single] of (attributes ?? '').matchAll(ATTRIBUTE)) {
        add(members, name, typed(decode(double ?? single)));
      }
      if (empty === '/') add(parent.members, opening, finish(members, ''));
      else open.push({ name: opening, members, text: '' });
    } else if (closing !== undefined) {
      if (parent.name !== closing) throw new TypeError(`util.xml: </${closing}> closes <${parent.name}>`);
      open.pop();
      add(open[open.length - 1].members, closing, finish(parent.members, parent.text));
    }
  }
  const unfinished = open.length > 1 || root.text.trim() !== '' || position !== String(xml).length;
  if (unfinished) throw new TypeError('util.xml: the document is not well-formed XML');
  return root.members as Record<string, Node>;
}
