"""Entries of users as arrays, some thousands of users at a time: what NumPy works on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from pyspark import RDD
from pyspark.sql import DataFrame

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    # Rows (ascending), columns, values.
    Entries = tuple[np.ndarray, np.ndarray, np.ndarray]

# About as many entries are worked on at once: with vectors of 64 dimensions, 64 MB.
entries_at_once = 250_000


def user_batches(entries: DataFrame, size: int = entries_at_once) -> RDD:
    """`Entries` of about `size` from `user`, `item` and `value`, the users of each batch whole."""
    placed = entries.select("user", "item", "value").repartition("user").sortWithinPartitions("user", "item")

    def batches(arrived: Iterable[tuple[int, int, float]]) -> Iterator[Entries]:
        rows: list[int] = []
        columns: list[int] = []
        values: list[float] = []
        for row, column, value in arrived:
            if len(rows) >= size and row != rows[-1]:
                yield np.array(rows), np.array(columns), np.array(values)
                rows, columns, values = [], [], []
            rows.append(row)
            columns.append(column)
            values.append(value)
        if rows:
            yield np.array(rows), np.array(columns), np.array(values)

    return placed.rdd.mapPartitions(batches)


def starts_of(rows: np.ndarray) -> np.ndarray:
    """Where each row begins."""
    return np.flatnonzero(np.diff(rows, prepend=-1))
