from pyspark.sql import DataFrame
from pyspark.sql import functions as F

from prefit.item_rows import strongest_rows
from prefit.user_items import histories, item_counts


def fit_item_neighbours(entries: DataFrame, parameters: dict, limit: int) -> DataFrame:
    """
    Item-item nearest neighbours (Sarwar et al. 2001), as model/algorithms/ItemKNN.ts: users in common over the root of
    the product of both counts (cosine), with `shrinkage` added below.
    """
    if parameters["similarity"] != "cosine":
        raise ValueError(f"similarity must be cosine; received {parameters['similarity']}")
    # A pair of a user once, the lower item first: half of what is shuffled.
    placed = histories(entries).select(F.array_sort("items").alias("items"))
    firsts = placed.select("items", F.posexplode("items").alias("at", "item"))
    pairs = firsts.select("item", F.explode(F.expr("slice(items, at + 2, size(items))")).alias("other"))
    together = pairs.groupBy("item", "other").count()
    both = together.union(together.select("other", "item", "count"))
    counts = item_counts(entries)
    others = counts.select(F.col("item").alias("other"), F.col("users").alias("otherUsers"))
    scale = F.sqrt(F.col("users").cast("double") * F.col("otherUsers")) + float(parameters["shrinkage"])
    similar = both.join(F.broadcast(counts), "item").join(F.broadcast(others), "other")
    return strongest_rows(similar.select("item", "other", (F.col("count") / scale).alias("value")), limit)
