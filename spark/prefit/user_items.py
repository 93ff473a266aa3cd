"""Users by items, as model/data/UserItemMatrix.ts: an entry for what a user likes, by their last events."""

from functools import cached_property

from pyspark.sql import Column, DataFrame, Window
from pyspark.sql import functions as F


def instant() -> Column:
    """What events of one user are ordered by."""
    return F.struct("millis", "row")


class UserItems:
    """What fits of the same events have in common: each table is made when the first of them asks, and kept."""

    def __init__(self, events: DataFrame):
        self.events = events
        self._kept: list[DataFrame] = []

    @cached_property
    def entries(self) -> DataFrame:
        """
        `user`, `item`, `value` (the strongest weight), `millis` and `place` (from 1, oldest first). What the user last
        spoke against is left out, and evidence from before that does not count.
        """
        pair = Window.partitionBy("user", "item")
        last_against = F.max(F.when(F.col("weight") < 0, instant())).over(pair)
        kept = self.events.withColumn("lastAgainst", last_against).where(
            "lastAgainst is null or struct(millis, row) > lastAgainst"
        )
        entries = (
            kept.groupBy("user", "item")
            .agg(F.max("weight").alias("value"), F.max(instant()).alias("last"))
            .where("value > 0")
            .select("user", "item", "value", F.col("last.millis").alias("millis"), "last")
        )
        place = F.row_number().over(Window.partitionBy("user").orderBy("last"))
        return self._keep(entries.withColumn("place", place).drop("last"))

    @cached_property
    def histories(self) -> DataFrame:
        """`items` of each user, oldest first."""
        ordered = F.sort_array(F.collect_list(F.struct("place", "item")))
        grouped = self.entries.groupBy("user").agg(ordered.alias("ordered"))
        return self._keep(grouped.select(F.col("ordered.item").alias("items")))

    @cached_property
    def item_counts(self) -> DataFrame:
        """By `item`: how many users like it (`users`)."""
        return self._keep(self.entries.groupBy("item").agg(F.count("*").alias("users")))

    def forget(self) -> None:
        """Makes room for the tables of other events."""
        for table in self._kept:
            table.unpersist()

    def _keep(self, table: DataFrame) -> DataFrame:
        self._kept.append(table.cache())
        return table
