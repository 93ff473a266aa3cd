/** What people read of `commands.json`: the answers of `--help`, and docs/command-line.md. */

const width = 100;
const nameOf = (option, { value }) => `--${option}${value === undefined ? '' : ` <${value}>`}`;

const meaningOf = ({ help, default: usual, choices, multiple }) =>
  [
    help,
    ...(choices ? [`: ${choices.join(', ')}`] : []),
    ...(usual === undefined ? [] : [` (${usual})`]),
    ...(multiple ? ['; may be said again'] : []),
  ].join('');

/** Breaks a text into lines at its spaces, each after so many spaces. */
const wrap = (text, indent) => {
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = lines.at(-1);
    if (line !== '' && indent + line.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
  }
  return lines.join(`\n${' '.repeat(indent)}`);
};

/** Names at the left, what they mean at the right. */
const columns = (rows) => {
  const left = Math.max(...rows.map(([name]) => name.length)) + 4;
  return rows.map(([name, meaning]) => `  ${name.padEnd(left - 2)}${wrap(meaning, left)}\n`).join('');
};

const sentence = (text) => `${text[0].toUpperCase()}${text.slice(1)}.`;

/** The answer of `recsync help`. */
export const describeCommands = (commands) =>
  `recsync <command> [options]

${columns(Object.entries(commands).map(([name, { summary }]) => [name, summary]))}
  recsync <command> --help   tells its options, with examples
  recsync completion <shell>   prints a completion script for bash, zsh or fish
  recsync --version

In a clone of the repository say npm run -s recsync -- instead of recsync.
`;

/** The answer of `recsync <command> --help`. */
export const describeCommand = (name, { summary, options, examples, notes }) => {
  const rows = Object.entries(options).map(([option, one]) => [nameOf(option, one), meaningOf(one)]);
  return [
    `${wrap(sentence(summary), 0)}\n`,
    `  recsync ${name}${rows.length > 0 ? ' [options]' : ''}\n`,
    ...(rows.length > 0 ? [columns(rows)] : []),
    `Examples:\n${examples.map((example) => `  ${example}\n`).join('')}`,
    ...(notes === undefined ? [] : [`${wrap(notes, 0)}\n`]),
  ].join('\n');
};

const cell = (text) => text.replaceAll('|', '\\|').replaceAll('<', '&lt;');

/** docs/command-line.md. */
export const markdownOf = (commands) =>
  `# The command line
<!-- Written by: npm run -s recsync -- help --markdown. A test compares them. -->
\`recsync <command> [options]\`; in a clone of the repository \`npm run -s recsync -- <command> [options]\`. Every command answers \`--help\`, also before anything is installed.

| exit code | means |
|---|---|
| 0 | it is done |
| 1 | it could not be done, and one sentence on standard error says why |
| 2 | audit alone: nobody could be asked, so nothing is known |
| 130 | it was stopped (Ctrl-C); what was begun can be gone on with by the same command |

Results go to standard output, everything else to standard error. What takes longer than a second shows how far it is: on a terminal in one line that changes, elsewhere by a line every five seconds. No command prints colours of its own, so \`NO_COLOR\` holds; \`--json\`, where a command has it, prints one JSON object instead of text.

Completion: \`source <(recsync completion bash)\`, the same with zsh, and \`recsync completion fish | source\`.
${Object.entries(commands)
  .map(([name, { summary, options, examples, notes }]) => {
    const rows = Object.entries(options).map(
      ([option, one]) => `| \`${nameOf(option, one)}\` | ${cell(meaningOf(one))} |\n`,
    );
    return `
## ${name}
${sentence(summary)}${notes === undefined ? '' : ` ${notes}`}
${rows.length > 0 ? `\n| option | |\n|---|---|\n${rows.join('')}` : ''}
\`\`\`sh
${examples.join('\n')}
\`\`\`
`;
  })
  .join('')}`;
