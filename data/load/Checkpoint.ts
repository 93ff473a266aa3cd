import { createHash } from 'node:crypto';
import { mkdir, open, readFile, readdir, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { DataError } from '../read/DataError.ts';
import type { DataSource } from '../records/DataSource.ts';

/** How far one step has come. All counts are of lines. */
export interface StepState {
  /** Read and dealt with; a resumed run skips as many. */
  lines: number;
  taken: number;
  unchanged: number;
}

/** What is known of one load, in a file of its own. */
export interface CheckpointState {
  source: string;
  /** The identity of the tables that it goes into. */
  tables: string;
  startedAt: string;
  finishedAt?: string;
  items: StepState;
  interactions: StepState;
  /** Interactions that the step before left for later, because they are recent. */
  recent: StepState;
  /** How many those are. */
  postponed: number;
  rejected: number;
  /** How often each note of a source was made, with its file before it. */
  notes: Record<string, number>;
  firstRejected?: { file: string; line: number; reason: string };
  /** The length of the list of rejected lines; a resumed run cuts what was written after. */
  rejectedBytes: number;
}

const emptyStep = (): StepState => ({ lines: 0, taken: 0, unchanged: 0 });

/** `<key>.json`, beside which other files lie. */
const checkpointName = /^[0-9a-f]{16}\.json$/;

/** Undefined where there is none. @throws DataError `CheckpointBroken` */
async function readState(path: string): Promise<CheckpointState | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as CheckpointState;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    if (!(cause instanceof SyntaxError)) throw cause;
    throw new DataError('CheckpointBroken', `${path} is no checkpoint; delete it to load again from the start.`, {
      cause,
    });
  }
}

/**
 * The progress of one load, kept so that it survives the process being killed: every save writes a new file and
 * renames it over the old one. What was written to the tables after the last save is written again by the next run,
 * under the same keys and with the same content.
 */
export class Checkpoint {
  readonly path: string;
  readonly rejectedPath: string;
  readonly isNew: boolean;
  readonly state: CheckpointState;

  private constructor(path: string, state: CheckpointState, isNew: boolean) {
    this.path = path;
    this.rejectedPath = path.replace(/\.json$/, '.rejected.csv');
    this.state = state;
    this.isNew = isNew;
  }

  /**
   * Opens the checkpoint of a source and its tables, or begins one. Another content or other tables have another.
   *
   * @throws DataError `CheckpointBroken`.
   */
  static async open(stateFolder: string, source: DataSource, tables: string, startedAt: string): Promise<Checkpoint> {
    const key = createHash('sha256').update(`${source.fingerprint}\n${tables}`).digest('hex').slice(0, 16);
    const path = join(stateFolder, 'imports', `${key}.json`);
    const known = await readState(path);
    const state: CheckpointState = {
      source: source.name,
      tables,
      startedAt,
      items: emptyStep(),
      interactions: emptyStep(),
      recent: emptyStep(),
      postponed: 0,
      rejected: 0,
      notes: {},
      rejectedBytes: 0,
      ...known,
    };
    return new Checkpoint(path, state, known === undefined);
  }

  /** The name of another data set that was loaded into the same tables, wholly or in part. */
  async findOther(): Promise<string | undefined> {
    const { source, tables } = this.state;
    const folder = dirname(this.path);
    for (const name of await readdir(folder).catch(() => [])) {
      const other = checkpointName.test(name) ? await readState(join(folder, name)) : undefined;
      if (other?.tables === tables && other.source !== source) return other.source;
    }
    return undefined;
  }

  async save(): Promise<void> {
    await mkdir(dirname(this.path), { recursive: true });
    const temporary = `${this.path}.${process.pid}.tmp`;
    const file = await open(temporary, 'w');
    try {
      await file.writeFile(`${JSON.stringify(this.state, null, 2)}\n`);
      await file.datasync();
    } finally {
      await file.close();
    }
    await rename(temporary, this.path);
  }
}
