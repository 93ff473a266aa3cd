from pyspark.sql import DataFrame
from pyspark.sql import functions as F

millis_per_day = 86_400_000


def fit_popularity(events: DataFrame, parameters: dict) -> DataFrame:
    """
    `item` and `count`: how many users touched it, as model/algorithms/Popularity.ts; with `halfLifeDays` each counts
    less the longer ago it was, measured back from the newest event of all.
    """
    touched = events.where("weight > 0").groupBy("user", "item").agg(F.max("millis").alias("millis"))
    half_life = float(parameters["halfLifeDays"])
    counted = F.lit(1.0)
    if half_life > 0:
        newest = events.agg(F.max("millis")).first()[0]
        counted = F.pow(F.lit(2.0), (F.col("millis") - F.lit(newest)) / (millis_per_day * half_life))
    return touched.groupBy("item").agg(F.sum(counted).cast("float").alias("count"))
