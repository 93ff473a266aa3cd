import numpy as np
from pyspark.sql import DataFrame
from pyspark.sql import functions as F

from prefit.item_rows import strongest_rows
from prefit.user_items import UserItems


def fit_transitions(liked: UserItems, parameters: dict, limit: int) -> DataFrame:
    """
    What people touch shortly after an item (or also before it, `bothWays`), as model/algorithms/Transitions.ts: the
    d-th of the next `window` counts 1/d, divided by both items' counts to the power of an exponent.
    """
    window = int(parameters["window"])
    row_exponent, column_exponent = float(parameters["rowExponent"]), float(parameters["columnExponent"])

    def scale(users: int, others: np.ndarray) -> np.ndarray:
        return float(users) ** row_exponent * others.astype(float) ** column_exponent

    links = _following(liked.histories, window)
    if parameters["bothWays"]:
        links = links.union(_following(liked.histories.select(F.reverse("items").alias("items")), window))
    return strongest_rows(links, liked.item_counts, scale, limit, fades=True)


def _following(histories: DataFrame, window: int) -> DataFrame:
    """`item` and the `others` that stand next after it, nearest first."""
    placed = histories.select("items", F.posexplode("items").alias("at", "item"))
    return placed.select("item", F.expr(f"slice(items, at + 2, {window})").alias("others")).where("size(others) > 0")
