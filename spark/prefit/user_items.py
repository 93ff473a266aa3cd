"""Users by items, as model/data/UserItemMatrix.ts: an entry for what a user likes, by their last events."""

from pyspark.sql import Column, DataFrame, Window
from pyspark.sql import functions as F


def instant() -> Column:
    """What events of one user are ordered by."""
    return F.struct("millis", "row")


def user_items(events: DataFrame) -> DataFrame:
    """
    `user`, `item`, `value` (the strongest weight), `millis` and `place` (from 1, oldest first). What the user last
    spoke against is left out, and evidence from before that does not count.
    """
    pair = Window.partitionBy("user", "item")
    last_against = F.max(F.when(F.col("weight") < 0, instant())).over(pair)
    kept = events.withColumn("lastAgainst", last_against).where(
        "lastAgainst is null or struct(millis, row) > lastAgainst"
    )
    entries = (
        kept.groupBy("user", "item")
        .agg(F.max("weight").alias("value"), F.max(instant()).alias("last"))
        .where("value > 0")
        .select("user", "item", "value", F.col("last.millis").alias("millis"), "last")
    )
    place = F.row_number().over(Window.partitionBy("user").orderBy("last"))
    return entries.withColumn("place", place).drop("last")


def histories(entries: DataFrame) -> DataFrame:
    """`items` of each user, oldest first."""
    ordered = F.sort_array(F.collect_list(F.struct("place", "item")))
    return entries.groupBy("user").agg(ordered.alias("ordered")).select(F.col("ordered.item").alias("items"))


def item_counts(entries: DataFrame) -> DataFrame:
    """By `item`: how many users like it (`users`)."""
    return entries.groupBy("item").agg(F.count("*").alias("users"))
