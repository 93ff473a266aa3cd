/** Completion scripts, written from `commands.json`. */
export const shells = ['bash', 'zsh', 'fish'];

const optionsOf = ({ options }) => [...Object.keys(options), 'help'].map((option) => `--${option}`);
/** Words of a shell, between single quotes. */
const quoted = (text) => `'${text.replaceAll("'", "'\\''")}'`;

const bash = (commands) => `_recsync() {
  local word="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD-1]}"
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "${[...Object.keys(commands), 'help', 'completion'].join(' ')}" -- "$word"))
    return
  fi
  case "\${COMP_WORDS[1]} $before" in
${Object.entries(commands)
  .flatMap(([name, { options }]) =>
    Object.entries(options).flatMap(([option, { choices, value }]) => {
      const words = choices ? `-W "${choices.join(' ')}"` : { folder: '-d', file: '-f' }[value];
      return words ? [`    "${name} --${option}") COMPREPLY=($(compgen ${words} -- "$word")); return ;;\n`] : [];
    }),
  )
  .join('')}  esac
  case "\${COMP_WORDS[1]}" in
${Object.entries(commands)
  .map(([name, command]) => `    ${name}) COMPREPLY=($(compgen -W "${optionsOf(command).join(' ')}" -- "$word")) ;;\n`)
  .join('')}    completion) COMPREPLY=($(compgen -W "${shells.join(' ')}" -- "$word")) ;;
    help) COMPREPLY=($(compgen -W "${Object.keys(commands).join(' ')}" -- "$word")) ;;
  esac
}
complete -F _recsync recsync
`;

/** zsh runs functions of bash's completion. */
const zsh = (commands) => `autoload -Uz compinit bashcompinit && compinit -C && bashcompinit
${bash(commands)}`;

const fish = (commands) => `complete -c recsync -f
${Object.entries(commands)
  .map(([name, { summary, options }]) => {
    const here = `complete -c recsync -n ${quoted(`__fish_seen_subcommand_from ${name}`)}`;
    const lines = Object.entries(options).map(([option, { type, help, choices, value }]) => {
      const words = choices ? ` -a ${quoted(choices.join(' '))}` : ['folder', 'file'].includes(value) ? ' -F' : '';
      return `${here} -l ${option}${type === 'string' ? ' -r' : ''}${words} -d ${quoted(help)}\n`;
    });
    return `complete -c recsync -n __fish_use_subcommand -a ${name} -d ${quoted(summary)}\n${lines.join('')}`;
  })
  .join('')}complete -c recsync -n __fish_use_subcommand -a completion -d 'prints a completion script'
complete -c recsync -n '__fish_seen_subcommand_from completion' -a ${quoted(shells.join(' '))}
`;

export const completionOf = (shell, commands) => ({ bash, zsh, fish })[shell](commands);
