"""Which users the container learns weights on, and what a fit must not know to be judged by them."""

from dataclasses import dataclass

from pyspark.sql import Column, DataFrame, Window
from pyspark.sql import functions as F

from prefit.numbering import with_index
from prefit.user_items import instant

# Of model/tuning/validationFolds.ts: the newest part of the sample's events that is asked for.
window_part = 0.1


@dataclass(frozen=True)
class Sample:
    """Users by a hash of their id, so that the same people are drawn from the same input whatever the machines."""

    share: float
    users: int
    interactions: int
    # The window of time that the container will ask about begins here.
    cut: int


def is_sampled(share: float) -> Column:
    number = F.conv(F.substring(F.sha2("userId", 256), 1, 8), 16, 10).cast("double")
    return number < share * 2**32


def draw_sample(events: DataFrame, users: int, most_users: int) -> Sample:
    share = min(1.0, most_users / max(1, users))
    times = with_index(events.where(is_sampled(share)).select("millis").orderBy("millis"), "place")
    interactions = times.count()
    at = max(0, min(interactions - 1, int(interactions * (1 - window_part))))
    cut = times.where(F.col("place") == at).first()
    drawn = events.where(is_sampled(share)).agg(F.countDistinct("userId").alias("users")).first().users
    return Sample(share, drawn, interactions, 0 if cut is None else cut.millis)


def training_part(events: DataFrame, sample: Sample) -> DataFrame:
    """
    What is known when the weights are judged: nothing from the cut on, and of each sampled user not their last positive
    event before it nor what followed. Whichever of the sample the container asks, and whether it asks what came next or
    what was wanted in the window, no fit has seen the answer.
    """
    before = events.where(F.col("millis") < sample.cut)
    own = Window.partitionBy("userId")
    last_positive = F.max(F.when(F.col("weight") > 0, instant())).over(own)
    marked = before.withColumn("lastPositive", last_positive).withColumn("events", F.count("*").over(own))
    is_asked = is_sampled(sample.share) & (F.col("events") >= 2)
    is_answer = is_asked & F.expr("lastPositive is not null and struct(millis, row) >= lastPositive")
    return marked.where(~is_answer).drop("lastPositive", "events")
