"""The prepared training input: read whole as its manifest names it, or not at all."""

import json
from dataclasses import dataclass

from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F

from prefit.errors import UnusableInputError
from prefit.storage import Storage

known_version = 1
row_schema = "userId string, itemId string, eventType string, eventValue double, timestamp string, device string"


@dataclass(frozen=True)
class TrainingInput:
    folder: str
    manifest: dict

    @property
    def partitions(self) -> list[str]:
        return [partition["name"] for partition in self.manifest["partitions"]]


def check_training_input(storage: Storage, folder: str) -> TrainingInput:
    """
    The input of `folder`, every partition of which is there as the manifest says: none missing, broken, or come later.
    Raises UnusableInputError.
    """
    text = storage.read_text(f"{folder}/manifest.json")
    if text is None:
        raise UnusableInputError(
            "MANIFEST_MISSING", f"{folder} has no manifest.json: it is written last, so run `prepare` again."
        )
    try:
        manifest = json.loads(text)
        expected = {part["name"]: (part["bytes"], part["sha256"]) for part in manifest["partitions"]}
        version = manifest["version"]
        manifest["prefit"]["fits"]
    except (ValueError, KeyError, TypeError) as error:
        raise UnusableInputError(
            "MANIFEST_BROKEN", f"{folder}/manifest.json cannot be read ({error!r}): run `prepare` again."
        ) from error
    if version != known_version:
        raise UnusableInputError(
            "MANIFEST_VERSION",
            f"manifest.json has version {version}, this job reads {known_version}: deploy both anew.",
        )
    present = storage.names(f"{folder}/interactions")
    missing = sorted(set(expected) - set(present))
    if missing:
        raise UnusableInputError("PARTITION_MISSING", f"{_some(missing)} of the manifest is not there: prepare again.")
    late = sorted(set(present) - set(expected))
    if late:
        raise UnusableInputError(
            "PARTITION_LATE", f"{_some(late)} is not in the manifest, so it came after it: prepare again, or remove it."
        )
    actual = storage.fingerprints([f"{folder}/interactions/{name}" for name in sorted(expected)])
    broken = sorted(name for name in expected if actual.get(name) != expected[name])
    if broken:
        raise UnusableInputError(
            "PARTITION_BROKEN", f"{_some(broken)} is not as the manifest says (bytes, SHA-256): prepare again."
        )
    return TrainingInput(folder, manifest)


def read_events(spark: SparkSession, training_input: TrainingInput) -> DataFrame:
    """
    The interactions: `row_schema`, `millis` since the Unix epoch, and `row`, which rises with the place in a file. All
    that one user did lies in one file, so `row` decides between events of one instant as the container does.
    Raises UnusableInputError when a row cannot be read or their number is not the manifest's.
    """
    paths = [f"{training_input.folder}/interactions/{name}" for name in training_input.partitions]
    if not paths:
        raise UnusableInputError("TOO_LITTLE_DATA", "The input has no interactions.")
    events = (
        spark.read.schema(row_schema)
        .json(paths)
        .withColumn("millis", F.unix_millis(F.to_timestamp("timestamp")))
        .withColumn("row", F.monotonically_increasing_id())
    ).cache()
    is_whole = F.col("userId").isNotNull() & F.col("itemId").isNotNull() & F.col("millis").isNotNull()
    found = events.agg(F.count("*").alias("rows"), F.count(F.when(is_whole, 1)).alias("whole")).first()
    if found.whole != found.rows or found.rows != training_input.manifest["interactions"]:
        raise UnusableInputError(
            "ROWS_UNREADABLE",
            f"{found.whole} of {found.rows} rows have a user, an item and a time; the manifest says"
            f" {training_input.manifest['interactions']}: prepare again.",
        )
    return events


def _some(names: list[str]) -> str:
    rest = f" and {len(names) - 3} more" if len(names) > 3 else ""
    return ", ".join(names[:3]) + rest
