import { createHash } from 'node:crypto';
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { DataError } from '../errors.ts';

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
  startedAt: string;
  finishedAt?: string;
  items: StepState;
  interactions: StepState;
  /** Interactions that the step before left for later, because they are recent. */
  recent: StepState;
  /** How many those are. */
  postponed: number;
  rejected: number;
  firstRejected?: { file: string; line: number; reason: string };
  /** The length of the list of rejected lines; a resumed run cuts what was written after. */
  rejectedBytes: number;
}

const emptyStep = (): StepState => ({ lines: 0, taken: 0, unchanged: 0 });

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
   * Opens the checkpoint of a source and its tables, or begins one.
   *
   * @param identity what is loaded into what; another one has another checkpoint
   * @throws DataError `CheckpointBroken`.
   */
  static async open(stateFolder: string, identity: string[], source: string, startedAt: string): Promise<Checkpoint> {
    const key = createHash('sha256').update(identity.join('\n')).digest('hex').slice(0, 16);
    const path = join(stateFolder, 'imports', `${key}.json`);
    let text: string;
    try {
      text = await readFile(path, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      const state: CheckpointState = {
        source,
        startedAt,
        items: emptyStep(),
        interactions: emptyStep(),
        recent: emptyStep(),
        postponed: 0,
        rejected: 0,
        rejectedBytes: 0,
      };
      return new Checkpoint(path, state, true);
    }
    try {
      return new Checkpoint(path, JSON.parse(text) as CheckpointState, false);
    } catch (cause) {
      throw new DataError('CheckpointBroken', `${path} is no checkpoint; delete it to load again from the start.`, {
        cause,
      });
    }
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
