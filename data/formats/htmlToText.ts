import { decodeHTML } from 'entities';

/** Elements whose content no reader sees. */
const unseen = new Set(['script', 'style', 'template', 'noscript', 'iframe', 'svg']);
/** Elements that stand in the line; every other one begins a new line. */
const inline = new Set(
  'a abbr b bdi bdo cite code data dfn em font i kbd label mark q s samp small span strike strong sub sup time tt u var wbr'.split(
    ' ',
  ),
);

/**
 * The text that a reader of HTML sees, a line for each block. Broken HTML is read as well as it can be: a `<` that opens
 * no tag is text.
 *
 * Written here, because what is wanted is words and not a document: a parser that mends trees would be the largest
 * dependency of this room. The 2,231 names of characters come from a library. It reads the text once, without
 * expressions that could run back over it.
 */
export function htmlToText(html: string): string {
  let text = '';
  let at = 0;
  let areQuotesWhole = true;
  /** The index behind the next `mark`, or the end. */
  const behind = (mark: RegExp, from: number): number => {
    mark.lastIndex = from;
    return mark.test(html) ? mark.lastIndex : html.length;
  };
  const appendText = (to: number): void => {
    text += decodeHTML(html.slice(at, to)).replace(/\s+/g, ' ');
  };
  for (let open = html.indexOf('<'); open !== -1; open = html.indexOf('<', at)) {
    appendText(open);
    if (html.startsWith('<!--', open)) {
      at = behind(/-->/g, open + 4);
      continue;
    }
    const name = tagName(html, open + 1);
    if (name === '') {
      text += '<';
      at = open + 1;
      continue;
    }
    const end: number | undefined = areQuotesWhole ? endOfTag(html, open) : undefined;
    areQuotesWhole = end !== undefined;
    at = end ?? behind(/>/g, open);
    if (!inline.has(name)) text += '\n';
    const isOpening = html[open + 1] !== '/' && html[at - 2] !== '/';
    if (unseen.has(name) && isOpening) at = behind(/>/g, behind(new RegExp(`</${name}`, 'gi'), at));
  }
  appendText(html.length);
  const lines = text.split('\n').map((line) => line.replace(/\s+/g, ' ').trim());
  return lines.filter((line) => line !== '').join('\n');
}

/** The name of the tag whose `<` stands before `at`, `!doctype` and `?xml` included; empty where there is no tag. */
function tagName(html: string, at: number): string {
  const start = html[at] === '/' ? at + 1 : at;
  if (!/[a-z!?]/i.test(html[start] ?? '')) return '';
  let end = start + 1;
  while (end < html.length && /[a-z0-9:-]/i.test(html[end])) end += 1;
  return html.slice(start, end).toLowerCase();
}

/** The index behind a tag, which a `>` within quotes does not end; undefined when a quote or the tag stays open. */
function endOfTag(html: string, open: number): number | undefined {
  let quoted = '';
  for (let at = open + 1; at < html.length; at += 1) {
    const character = html[at];
    if (quoted !== '') {
      if (character === quoted) quoted = '';
    } else if ((character === '"' || character === "'") && html[at - 1] === '=') quoted = character;
    else if (character === '>') return at + 1;
  }
  return undefined;
}
