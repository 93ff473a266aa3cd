"""Rows of an item-item matrix: what an event on `item` adds to the score of others, the strongest of each row."""

from pyspark.sql import DataFrame, Window
from pyspark.sql import functions as F

entry_budget = 6_000_000


def row_limit(items: int) -> int:
    """How many entries a row keeps, as model/algorithms/ItemRows.ts."""
    return min(items, max(200, entry_budget // max(1, items)))


def strongest_rows(entries: DataFrame, limit: int) -> DataFrame:
    """From `item`, `other`, `value` to `item`, `items`, `values`; of equal values the lower item stays."""
    rank = F.row_number().over(Window.partitionBy("item").orderBy(F.desc("value"), "other"))
    kept = entries.withColumn("rank", rank).where(F.col("rank") <= limit)
    ordered = F.sort_array(F.collect_list(F.struct("other", F.col("value").cast("float").alias("value"))))
    return (
        kept.groupBy("item")
        .agg(ordered.alias("row"))
        .select("item", F.col("row.other").alias("items"), F.col("row.value").alias("values"))
    )
