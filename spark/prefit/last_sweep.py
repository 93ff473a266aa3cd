"""The last sweep of alternating least squares, with the penalties of model/algorithms/ImplicitALS.ts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from pyspark.sql import DataFrame

from prefit.user_batches import entries_at_once, starts_of, user_batches

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from prefit.user_batches import Entries


class Penalised:
    """What is asked of a vector: to tell what its row has, with a penalty that grows as the container's does."""

    def __init__(self, parameters: dict):
        self.unobserved = float(parameters["unobservedWeight"])
        self._regularisation = float(parameters["regularisation"])
        self._exponent = float(parameters["frequencyExponent"])

    def solve(
        self, entries: Entries, fixed: np.ndarray, gram: np.ndarray, columns: int
    ) -> tuple[np.ndarray, np.ndarray]:
        """
        The rows that have entries, and a vector (32 bits) for each. `fixed` are the vectors of the columns, `gram`
        their products with each other, `columns` how many there are, those with a vector of 0 too.
        """
        rows, places, values = entries
        starts = starts_of(rows)
        ends = np.append(starts[1:], len(rows))
        strengths = np.add.reduceat(values, starts) + self.unobserved * columns
        penalties = self._regularisation * strengths**self._exponent
        shared = self.unobserved * gram
        solved = np.empty((len(starts), fixed.shape[1]), np.float32)
        for row, (start, end, penalty) in enumerate(zip(starts, ends, penalties)):
            vectors = fixed[places[start:end]].astype(np.float64)
            weighted = vectors * values[start:end, None]
            matrix = shared + weighted.T @ vectors
            matrix.flat[:: len(matrix) + 1] += penalty
            solved[row] = np.linalg.solve(matrix, weighted.sum(axis=0))
        return rows[starts], solved


def last_sweep(
    entries: DataFrame,
    factors: DataFrame,
    parameters: dict,
    catalogue_size: int,
    users: int,
    batch: int = entries_at_once,
) -> DataFrame:
    """
    `item` and `vector` as `factors` has them, after one more half for users and one for items. Sent between places are
    the vectors of users, once for each block of items that they touch.
    """
    penalised = Penalised(parameters)
    vectors = _collected(factors)
    known = entries.sparkSession.sparkContext.broadcast((vectors, _gram(vectors)))
    blocks = max(entries.sparkSession.sparkContext.defaultParallelism, entries.count() // (2 * batch))

    def solve_users(arrived: Iterable[Entries]) -> Iterator[tuple[int, tuple]]:
        fixed, gram = known.value
        for rows, items, values in arrived:
            found, solved = penalised.solve((rows, items, values), fixed, gram, catalogue_size)
            place_of_row = np.searchsorted(found, rows)
            block_of_entry = items % blocks
            # Each block needs the products of all users.
            products = _gram(solved)
            for block in range(blocks):
                there = np.flatnonzero(block_of_entry == block)
                sent, places = np.unique(place_of_row[there], return_inverse=True)
                yield block, (items[there], places, values[there], solved[sent], products)

    def solve_items(arrived: Iterable[tuple[int, tuple]]) -> Iterator[tuple[int, list[float]]]:
        parts = [part for _, part in arrived]
        if not parts:
            return
        items, places, values, solved, grams = zip(*parts)
        lengths = [len(one) for one in solved]
        shifts = np.repeat(np.cumsum([0, *lengths[:-1]]), [len(one) for one in items])
        rows, places, values = np.concatenate(items), np.concatenate(places) + shifts, np.concatenate(values)
        if len(rows) == 0:
            return
        order = np.argsort(rows, kind="stable")
        ordered = (rows[order], places[order], values[order])
        found, vectors = penalised.solve(ordered, np.concatenate(solved), sum(grams), users)
        yield from zip(found.tolist(), vectors.tolist())

    batches = user_batches(entries, batch)
    solved = batches.mapPartitions(solve_users).partitionBy(blocks, int).mapPartitions(solve_items)
    return entries.sparkSession.createDataFrame(solved, "item int, vector array<float>", verifySchema=False)


def _collected(factors: DataFrame) -> np.ndarray:
    """Vectors by item, 0 where there is none: sent as arrays, as lists of numbers would fill the driver."""

    def pack(arrived: Iterable[tuple[int, list[float]]]) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        found = list(arrived)
        if found:
            yield np.array([item for item, _ in found]), np.array([vector for _, vector in found], np.float32)

    parts = factors.select("item", "vector").rdd.mapPartitions(pack).collect()
    vectors = np.zeros((1 + max(items.max() for items, _ in parts), parts[0][1].shape[1]), np.float32)
    for items, some in parts:
        vectors[items] = some
    return vectors


def _gram(vectors: np.ndarray) -> np.ndarray:
    wide = vectors.astype(np.float64)
    return wide.T @ wide
