"""What events say of liking, by the rules of model/contract/eventRules.ts, which serving reads histories by."""

from __future__ import annotations

from pyspark.sql import Column, DataFrame
from pyspark.sql import functions as F

# The constants of eventRules.ts; test/spark compares the weights of both sides.
star_scale = (3.0, 1.0)
least_ratings = 20
prior_ratings = 5
tolerance = 0.5
strength_against = 0.25


def weigh_events(events: DataFrame, rules: dict) -> DataFrame:
    """`events` with `weight`: how strongly each speaks for its item; 0 says nothing, below 0 speaks against it."""
    weights, meanings = rules["eventTypeWeights"], rules.get("valueMeanings", {})
    # The container keeps values in 32 bits.
    value = F.col("eventValue").cast("float").cast("double")
    kind = F.coalesce("eventType", F.when(value.isNull(), "VIEW").otherwise("RATING"))
    full = _looked_up(kind, weights, float(weights.get("DEFAULT", 1)))
    meaning = _looked_up(kind, meanings, "NONE")
    events = events.select("*", value.alias("value"), full.alias("full"), meaning.alias("meaning"))
    is_rating = (F.col("meaning") == "RATING") & F.col("value").isNotNull()
    rating = F.when(is_rating, F.col("value"))
    scale = events.agg(F.count(rating).alias("count"), F.avg(rating).alias("mean"), F.stddev_pop(rating).alias("sd"))
    count, mean, deviation = scale.first()
    if count < least_ratings:
        mean, deviation = star_scale
    if count == 0:
        liked_from: Column = F.lit(0.0)
    elif rules.get("positiveValue") is not None:
        liked_from = F.lit(float(rules["positiveValue"]))
    else:
        own = events.groupBy("userId").agg(
            ((F.coalesce(F.sum(rating), F.lit(0.0)) + prior_ratings * mean) / (F.count(rating) + prior_ratings)).alias(
                "ownMean"
            )
        )
        events = events.join(own, "userId")
        liked_from = F.col("ownMean") - tolerance * deviation
    below = liked_from - F.col("value") - 1e-6 * F.abs(liked_from)
    against = -F.col("full") * strength_against * F.least(F.lit(1.0), below / F.lit(deviation))
    weight = (
        F.when(F.col("value").isNull(), F.col("full"))
        .when(F.col("meaning") == "FRACTION", F.col("full") * F.least(F.lit(1.0), F.greatest(F.lit(0.0), "value")))
        .when(F.col("meaning") == "NONE", F.col("full"))
        .when(below <= 0, F.col("full"))
        .otherwise(against)
    )
    return events.withColumn("weight", weight.cast("float").cast("double")).drop("value", "full", "meaning", "ownMean")


def _looked_up(key: Column, table: dict, default: str | float) -> Column:
    expression = F.lit(default)
    for name, value in table.items():
        found = float(value) if isinstance(default, float) else value
        expression = F.when(key == name, F.lit(found)).otherwise(expression)
    return expression
