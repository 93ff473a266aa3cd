"""`python -m prefit --input F --output F`: exit code 0 done, 1 the input cannot be used, 2 an error in the code."""

import argparse
import sys
import traceback

from pyspark.sql import SparkSession

from prefit.errors import UnusableInputError
from prefit.job import JobOptions, run_job


def main() -> int:
    parser = argparse.ArgumentParser(prog="prefit", description="Fits on Spark what grows with the interactions.")
    parser.add_argument("--input", required=True, help="the prepared training input, with its manifest.json")
    parser.add_argument("--output", required=True, help="where the parts go; what is there is replaced")
    parser.add_argument("--erased", help="a folder with a file for each person who is to leave")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--sample-users", type=int, default=50_000, help="the most users that weights are learned on")
    given = parser.parse_args()
    spark = create_session()
    try:
        made = run_job(spark, JobOptions(given.input, given.output, given.erased, given.seed, given.sample_users))
        print(f"fitted {len(made['parts'])} parts on {made['interactions']} interactions of {made['users']} users")
        return 0
    except UnusableInputError as error:
        print(error, file=sys.stderr)
        return 1
    except Exception:  # An interpreter that ends by one would say 1 too.
        traceback.print_exc()
        return 2


def create_session() -> SparkSession:
    """Settings that the results rest on; where it runs and with how much memory is the caller's to say."""
    builder = SparkSession.builder.appName("recsync-prefit").config("spark.sql.session.timeZone", "UTC")
    spark = builder.config("spark.ui.showConsoleProgress", "false").getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    return spark


if __name__ == "__main__":
    sys.exit(main())
