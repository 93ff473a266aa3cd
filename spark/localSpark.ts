import { join } from 'node:path';
import { availableParallelism, totalmem } from 'node:os';
import { environmentFolder, sparkPython, whySparkCannotRun } from './installSpark.ts';

/** How much of this machine Spark may take. */
export interface SparkSize {
  /** Default: one. */
  readonly cores?: number;
  readonly memoryMiB?: number;
  /** For a few thousand rows: compiles less and gathers garbage in one thread, which then costs more than the work. */
  readonly isSmall?: boolean;
}

const smallSettings = [
  ...['--conf', 'spark.sql.codegen.wholeStage=false', '--conf', 'spark.sql.adaptive.enabled=false'],
  ...['--driver-java-options', '-XX:TieredStopAtLevel=1 -XX:+UseSerialGC'],
];

/** Options of `spark-submit` for one process of this machine. */
export function sparkOptions({ cores = 1, memoryMiB = 1024, isSmall = false }: SparkSize): string[] {
  return [
    ...['--master', `local[${cores}]`, '--driver-memory', `${memoryMiB}m`],
    // For few rows one: each costs as much as the work of a thousand rows. Those that stay small are put together.
    ...['--conf', `spark.sql.shuffle.partitions=${isSmall ? 1 : 16 * cores}`],
    ...(isSmall ? smallSettings : []),
  ];
}

/** All cores, and half of the memory: the container takes its part of it at other times. */
const wholeMachine = (): SparkSize => ({
  cores: availableParallelism(),
  memoryMiB: Math.floor(totalmem() / 2 ** 21),
});

/** The installed Spark, as the local cloud runs the jobs of EMR Serverless with it. */
export function localSpark(size: SparkSize = wholeMachine()) {
  return {
    problem: () => {
      const problem = whySparkCannotRun();
      return problem && `${problem}; npm run test:spark installs it`;
    },
    submit: join(environmentFolder, 'bin', 'spark-submit'),
    environment: { PYSPARK_PYTHON: sparkPython },
    options: sparkOptions(size),
  };
}
