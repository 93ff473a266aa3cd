import numpy as np
from pyspark.sql import DataFrame
from pyspark.sql import functions as F

from prefit.item_rows import strongest_rows
from prefit.user_items import UserItems


def fit_item_neighbours(liked: UserItems, parameters: dict, limit: int) -> DataFrame:
    """
    Item-item nearest neighbours (Sarwar et al. 2001), as model/algorithms/ItemKNN.ts: users in common over the root of
    the product of both counts (cosine), with `shrinkage` added below.
    """
    if parameters["similarity"] != "cosine":
        raise ValueError(f"similarity must be cosine; received {parameters['similarity']}")
    shrinkage = float(parameters["shrinkage"])

    def scale(users: int, others: np.ndarray) -> np.ndarray:
        return np.sqrt(users * others) + shrinkage

    links = liked.histories.select(F.explode("items").alias("item"), F.col("items").alias("others"))
    return strongest_rows(links, liked.item_counts, scale, limit)
