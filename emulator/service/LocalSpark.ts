/** The Spark of this machine. */
export interface LocalSpark {
  /** Why it cannot run, undefined where it can: asked before each job, so that it may be installed meanwhile. */
  problem(): string | undefined;
  /** The program `spark-submit`. */
  submit: string;
  /** Further environment of it. */
  environment: Record<string, string>;
  /** Further options of it, such as how many cores and how much memory it may take. */
  options: readonly string[];
}
