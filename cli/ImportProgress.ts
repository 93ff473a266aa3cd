import type { LoadProgress, LoadResult } from '../data/index.ts';

const names: Record<LoadProgress['step'], string> = {
  fingerprint: 'Reading',
  items: 'Items',
  interactions: 'Interactions',
  recent: 'Recent ones',
};
const millisecondsBetweenLines = 5000;

/** Shows the progress of a load: on a terminal as one line that changes, elsewhere as a line every few seconds. */
export class ImportProgress {
  readonly #output: NodeJS.WriteStream;
  #isOpen = false;
  #writtenAt = 0;

  constructor(output: NodeJS.WriteStream) {
    this.#output = output;
  }

  show(progress: LoadProgress): void {
    const isLast = progress.secondsLeft === 0;
    if (this.#output.isTTY) {
      this.#output.write(`\r\u001B[K${textOf(progress)}${isLast ? '\n' : ''}`);
      this.#isOpen = !isLast;
      return;
    }
    const time = Date.now();
    if (!isLast && time - this.#writtenAt < millisecondsBetweenLines) return;
    this.#writtenAt = time;
    this.#output.write(`${textOf(progress)}\n`);
  }

  /** Ends the line that changes, if there is one. */
  end(): void {
    if (this.#isOpen) this.#output.write('\n');
    this.#isOpen = false;
  }

  /** What became of the load, in a sentence or two. */
  summary(result: LoadResult): string {
    const { status, items, itemsUnchanged, interactions, rejected, rejectedFile, seconds } = result;
    const counts = `${number(items)} items and ${number(interactions)} interactions`;
    const unchanged = itemsUnchanged > 0 ? `, ${number(itemsUnchanged)} of the items were there already` : '';
    const refused =
      rejected > 0
        ? ` ${number(rejected)} ${rejected === 1 ? 'line was' : 'lines were'} rejected: ${rejectedFile}`
        : '';
    if (status === 'UNCHANGED') return `Nothing to do: ${counts} were taken before.${refused}`;
    const verb = status === 'RESUMED' ? 'Resumed and took' : 'Took';
    return `${verb} ${counts}${unchanged}, in ${seconds.toFixed(1)} s.${refused}`;
  }
}

function textOf({ step, done, fraction, linesPerSecond, secondsLeft }: LoadProgress): string {
  const percent = `${String(Math.floor(fraction * 100)).padStart(3)} %`;
  if (step === 'fingerprint') return `${names[step].padEnd(12)} ${percent}`;
  const left = secondsLeft === undefined || secondsLeft === 0 ? '' : `, ${duration(secondsLeft)} left`;
  return `${names[step].padEnd(12)} ${percent}  ${number(done)} lines, ${number(Math.round(linesPerSecond))} a second${left}`;
}

const number = (value: number): string => value.toLocaleString('en-US');

const duration = (seconds: number): string =>
  seconds < 90 ? `${Math.ceil(seconds)} s` : `${Math.ceil(seconds / 60)} min`;
