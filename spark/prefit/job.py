"""The job as its steps: check the input, weigh events, draw the sample, fit twice, write parts and their manifest."""

from __future__ import annotations

import time
from dataclasses import dataclass

from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F

from prefit.errors import UnusableInputError
from prefit.event_weights import weigh_events
from prefit.factors import fit_factors
from prefit.item_neighbours import fit_item_neighbours
from prefit.item_rows import row_limit
from prefit.numbering import with_index
from prefit.part_writer import PartWriter
from prefit.popularity import fit_popularity
from prefit.storage import Storage
from prefit.subspace import fit_subspace
from prefit.training_input import check_training_input, read_events, row_schema
from prefit.transitions import fit_transitions
from prefit.user_items import UserItems
from prefit.validation import draw_sample, is_sampled, training_part

# The object that keeps a prefix of marks from being empty.
placeholder = "about"


@dataclass(frozen=True)
class JobOptions:
    input: str
    output: str
    # A folder with a file for each person who is to leave, named by their pseudonym.
    erased: str | None = None
    seed: int = 1
    # The most users that the container learns weights on.
    sample_users: int = 50_000


def run_job(spark: SparkSession, options: JobOptions) -> dict:
    """Returns the manifest that it wrote. Raises UnusableInputError."""
    storage = Storage(spark)
    # Alternating least squares cuts its chain of steps here, which else outgrows the stack.
    spark.sparkContext.setCheckpointDir(f"{options.output}/checkpoints")
    training_input = check_training_input(storage, options.input)
    manifest = training_input.manifest
    parts_writer = PartWriter(storage, f"{options.output}/prefitted")
    sample_writer = PartWriter(storage, f"{options.output}/interactions")
    erased = [] if options.erased is None else [one for one in storage.names(options.erased) if one != placeholder]
    read = read_events(spark, training_input)
    gone = spark.createDataFrame([(one,) for one in erased], "userId string")
    events = weigh_events(read.join(F.broadcast(gone), "userId", "left_anti"), manifest["prefit"]["rules"])
    items = with_index(events.select("itemId").distinct().orderBy("itemId"), "item").cache()
    users = with_index(events.select("userId").distinct().orderBy("userId"), "user").cache()
    numbered = events.join(F.broadcast(items), "itemId").join(users, "userId").cache()
    kept, user_count, item_count = numbered.count(), users.count(), items.count()
    if numbered.where("weight > 0").select("item").distinct().limit(2).count() < 2:
        raise UnusableInputError("TOO_LITTLE_DATA", "Fewer than two items are liked by somebody: wait for more.")
    sample = draw_sample(numbered, user_count, options.sample_users)
    sampled = (
        numbered.where(is_sampled(sample.share)).repartition("userId").sortWithinPartitions("userId", "millis", "row")
    )
    names = [field.split()[0] for field in row_schema.split(", ")]
    written = sample_writer.write(sampled.select(*names), "interactions")
    parts = []
    for scope, part in (("validation", training_part(numbered, sample)), ("whole", numbered)):
        known = part.select("user", "item", "millis", "row", "weight").cache()
        liked = UserItems(known)
        for fit in manifest["prefit"]["fits"]:
            started = time.monotonic()
            table = fit_one(fit, liked, manifest["items"], user_count, options.seed)
            files = parts_writer.write(table, f"{scope}/{fit['name']}")
            parts.append({**fit, "scope": scope, **files})
            print(f"{scope}: fitted {fit['name']} in {time.monotonic() - started:.0f} s", flush=True)
        liked.forget()
        known.unpersist()
    written_items = parts_writer.write(items.select("item", "itemId"), "item-ids")
    result = {
        "inputFingerprint": manifest["fingerprint"],
        "partitions": training_input.partitions,
        "interactions": kept,
        "users": user_count,
        "items": item_count,
        "erased": {"users": len(erased), "interactions": manifest["interactions"] - kept},
        "sample": {"users": sample.users, "interactions": sample.interactions, "cut": sample.cut, **written},
        "seed": options.seed,
        "itemIds": written_items,
        "parts": parts,
    }
    storage.remove(f"{options.output}/checkpoints")
    parts_writer.finish(result)
    return result


def fit_one(fit: dict, liked: UserItems, catalogue_size: int, users: int, seed: int) -> DataFrame:
    """The table of one fit. Raises UnusableInputError for an algorithm that is not fitted here."""
    algorithm, parameters = fit["algorithm"], fit["parameters"]
    limit = row_limit(catalogue_size)
    if algorithm == "ials":
        return fit_factors(liked.entries, parameters, catalogue_size, users, seed)
    if algorithm == "itemKNN":
        return fit_item_neighbours(liked, parameters, int(parameters["neighbours"]) or limit)
    if algorithm == "transitions":
        return fit_transitions(liked, parameters, limit)
    if algorithm == "attributeFactors":
        return fit_subspace(liked, parameters, seed)
    if algorithm == "popularity":
        return fit_popularity(liked.events, parameters)
    raise UnusableInputError(
        "UNKNOWN_FIT", f"This job does not fit {algorithm}: deploy the job and `prepare` together."
    )
