from pyspark.sql import DataFrame
from pyspark.sql import functions as F

from prefit.item_rows import strongest_rows
from prefit.user_items import histories, item_counts


def fit_transitions(entries: DataFrame, parameters: dict, limit: int) -> DataFrame:
    """
    What people touch shortly after an item (or also before it, `bothWays`), as model/algorithms/Transitions.ts: the
    d-th of the next `window` counts 1/d, divided by both items' counts to the power of an exponent.
    """
    window = int(parameters["window"])
    firsts = histories(entries).select("items", F.posexplode("items").alias("at", "item"))
    following = F.posexplode(F.expr(f"slice(items, at + 2, {window})")).alias("gap", "other")
    steps = firsts.select("item", following).select("item", "other", (1 / (F.col("gap") + 1)).alias("weight"))
    links = steps.groupBy("item", "other").agg(F.sum("weight").alias("weight"))
    if parameters["bothWays"]:
        turned = links.select(F.col("other").alias("item"), F.col("item").alias("other"), "weight")
        links = links.union(turned).groupBy("item", "other").agg(F.sum("weight").alias("weight"))
    counts = item_counts(entries)
    others = counts.select(F.col("item").alias("other"), F.col("users").alias("otherUsers"))
    scale = F.pow("users", F.lit(float(parameters["rowExponent"]))) * F.pow(
        "otherUsers", F.lit(float(parameters["columnExponent"]))
    )
    scaled = links.join(F.broadcast(counts), "item").join(F.broadcast(others), "other")
    return strongest_rows(scaled.select("item", "other", (F.col("weight") / scale).alias("value")), limit)
