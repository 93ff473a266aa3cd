"""Rows of an item-item matrix: what an event on `item` adds to the score of others, the strongest of each row."""

from __future__ import annotations

from itertools import chain, groupby
from operator import itemgetter
from typing import TYPE_CHECKING

import numpy as np
from pyspark.sql import DataFrame

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    # From an item's users and those of others to what a strength between them is divided by.
    Scale = Callable[[int, np.ndarray], np.ndarray]

entry_budget = 6_000_000
row_schema = "item int, items array<int>, values array<float>"


def row_limit(items: int) -> int:
    """How many entries a row keeps, as model/algorithms/ItemRows.ts."""
    return min(items, max(200, entry_budget // max(1, items)))


def strongest_rows(links: DataFrame, counts: DataFrame, scale: Scale, limit: int, fades: bool = False) -> DataFrame:
    """
    `row_schema` from `links`: rows of an `item` and the `others` (array of int) that one user had with it, as many rows
    as there are. Each of them counts 1, or 1/d for the d-th (`fades`), and the sum is divided by `scale`. Of equal
    values the lower item stays.
    """
    users = dense_counts(counts)
    shared = links.sparkSession.sparkContext.broadcast(users)
    # The one time that links are sent: all of an item arrive one after another in one place.
    placed = links.select("item", "others").repartition("item").sortWithinPartitions("item")

    def rows(arrived: Iterable[tuple[int, list[int]]]) -> Iterator[tuple[int, list[int], list[float]]]:
        for item, group in groupby(arrived, itemgetter(0)):
            row = _strongest(item, [others for _, others in group], shared.value, scale, limit, fades)
            if row is not None:
                yield row

    # Not looked at again value by value, which took a quarter of the time.
    return links.sparkSession.createDataFrame(placed.rdd.mapPartitions(rows), row_schema, verifySchema=False)


def dense_counts(counts: DataFrame) -> np.ndarray:
    """`users` by `item`, 0 for those that nobody likes."""
    found = counts.select("item", "users").collect()
    users = np.zeros(1 + max((one.item for one in found), default=-1), np.int64)
    for item, count in found:
        users[item] = count
    return users


def _strongest(
    item: int, groups: list[list[int]], users: np.ndarray, scale: Scale, limit: int, fades: bool
) -> tuple[int, list[int], list[float]] | None:
    lengths = np.fromiter(map(len, groups), np.int64, len(groups))
    others = np.fromiter(chain.from_iterable(groups), np.int32, lengths.sum())
    found, places = np.unique(others, return_inverse=True)
    distances = 1 + np.arange(len(others)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    strengths = np.bincount(places, 1 / distances if fades else None)
    is_other = found != item
    found, strengths = found[is_other], strengths[is_other]
    if len(found) == 0:
        return None
    values = strengths / scale(users[item], users[found])
    if len(found) > limit:
        kept = np.sort(np.lexsort((found, -values))[:limit])
        found, values = found[kept], values[kept]
    return item, found.tolist(), values.astype(np.float32).tolist()
