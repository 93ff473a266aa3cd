import math

from pyspark.ml.recommendation import ALS
from pyspark.sql import DataFrame
from pyspark.sql import functions as F

from prefit.last_sweep import last_sweep

# Before the last sweep MLlib's may be fewer: it ends at the same lists after 6 to 12 of them.
sweeps_saved = 4


def fit_factors(entries: DataFrame, parameters: dict, catalogue_size: int, users: int, seed: int) -> DataFrame:
    """
    `item` and `vector`: item factors by MLlib's alternating least squares for implicit feedback (Hu, Koren, Volinsky
    2008), in the scale that the container's fold-in (model/algorithms/FactorModel.ts) expects, and one sweep by the
    container's own penalties.

    MLlib counts what is untouched 1 and what is touched 1 + alpha x value, so alpha is the reciprocal of the
    container's `unobservedWeight`. It penalises a vector by regParam x its number of entries, the container by
    regularisation x (its strength + unobservedWeight x the other side's size): regParam makes the product of both
    sides' mean penalties equal, which decides what directions survive; the scale of the item vectors makes up for how
    the two sides share it. Who has many entries is held back too much by that, and who has few too little, as the
    container's penalties differ less: the last sweep makes up for it.
    """
    unobserved = float(parameters["unobservedWeight"])
    regularisation = float(parameters["regularisation"])
    exponent = float(parameters["frequencyExponent"])
    sizes = entries.agg(
        F.count("*").alias("entries"),
        F.sum("value").alias("strength"),
        F.countDistinct("user").alias("users"),
        F.countDistinct("item").alias("items"),
    ).first()
    of_user, of_item = sizes.entries / sizes.users, sizes.entries / sizes.items
    user_penalty = regularisation * (sizes.strength / sizes.users + unobserved * catalogue_size) ** exponent
    item_penalty = regularisation * (sizes.strength / sizes.items + unobserved * users) ** exponent
    reg_param = math.sqrt(user_penalty * item_penalty / (of_user * of_item)) / unobserved
    blocks = entries.sparkSession.sparkContext.defaultParallelism
    als = ALS(
        numUserBlocks=blocks,
        numItemBlocks=blocks,
        rank=int(parameters["dimensions"]),
        maxIter=max(1, int(parameters["epochs"]) - sweeps_saved),
        regParam=reg_param,
        alpha=1 / unobserved,
        implicitPrefs=True,
        userCol="user",
        itemCol="item",
        ratingCol="value",
        seed=seed,
    )
    scale = math.sqrt(user_penalty / (reg_param * unobserved * of_user))
    factors = als.fit(entries.select("user", "item", F.col("value").cast("float"))).itemFactors
    scaled = factors.select(
        F.col("id").alias("item"), F.expr(f"transform(features, x -> float(x * {scale!r}D))").alias("vector")
    )
    return last_sweep(entries, scaled, parameters, catalogue_size, users)
