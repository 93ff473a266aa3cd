/** A request of a documentation page and the part of its answer that the page shows. */
export interface Example {
  /** The heading that it stands under. */
  heading: string;
  line: number;
  /** Who asks, from `as=` of the fence. */
  as: string;
  /** `graphql`, or `text` for the body as it is sent. */
  language: string;
  text: string;
  status: number;
  answer: unknown;
}

interface Fence {
  heading: string;
  line: number;
  language: string;
  attributes: Record<string, string>;
  text: string;
}

function readFences(markdown: string): Fence[] {
  const fences: Fence[] = [];
  let heading = '';
  let open: Fence | undefined;
  for (const [index, line] of markdown.split('\n').entries()) {
    const fence = /^```(\w*) ?(.*)$/.exec(line);
    if (open && line === '```') {
      fences.push(open);
      open = undefined;
    } else if (open) {
      open.text += `${line}\n`;
    } else if (fence) {
      const attributes = fence[2]
        .split(' ')
        .filter(Boolean)
        .map((pair) => pair.split('=', 2) as [string, string]);
      open = { heading, line: index + 1, language: fence[1], attributes: Object.fromEntries(attributes), text: '' };
    } else if (line.startsWith('#')) {
      heading = line.replace(/^#+ /, '');
    }
  }
  return fences;
}

/** The examples of a page: every fence with `as=` and the `json` fence after it. */
export function readExamples(markdown: string): Example[] {
  const fences = readFences(markdown);
  return fences.flatMap((fence, index) => {
    if (!fence.attributes.as) return [];
    const answer = fences[index + 1];
    if (answer?.language !== 'json') throw new Error(`Line ${fence.line}: the request has no answer`);
    return [
      {
        heading: fence.heading,
        line: fence.line,
        as: fence.attributes.as,
        language: fence.language,
        text: fence.text,
        status: Number(answer.attributes.status ?? 200),
        answer: JSON.parse(answer.text) as unknown,
      },
    ];
  });
}
