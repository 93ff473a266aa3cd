"""What people with like tastes have in common, as model/algorithms/subspace.ts: what is regressed on attributes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from pyspark import StorageLevel
from pyspark.sql import DataFrame

from prefit.item_rows import dense_counts
from prefit.user_batches import entries_at_once, starts_of, user_batches
from prefit.user_items import UserItems

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from prefit.user_batches import Entries

    # Items (each once), and a vector for each.
    Vectors = tuple[np.ndarray, np.ndarray]

iterations = 8
# Items whose vectors are written at once.
items_at_once = 10_000


def fit_subspace(liked: UserItems, parameters: dict, seed: int, batch: int = entries_at_once) -> DataFrame:
    """
    `item`, `vector` and `count` (of users who like it): an orthonormal basis of the largest right singular vectors of
    users by items, each entry divided by the roots of its user's and its item's counts, by randomised subspace
    iteration (Halko, Martinsson, Tropp 2011). Each iteration sends sums of vectors by item.
    """
    spark = liked.entries.sparkSession
    counts = dense_counts(liked.item_counts)
    scale = np.where(counts > 0, 1 / np.sqrt(np.maximum(counts, 1)), 0).astype(np.float32)
    batches = user_batches(liked.entries, batch).persist(StorageLevel.MEMORY_AND_DISK)
    blocks = max(spark.sparkContext.defaultParallelism, len(counts) // entries_at_once)
    basis = np.random.default_rng(seed).normal(size=(len(counts), int(parameters["dimensions"])))
    for _ in range(iterations):
        known = spark.sparkContext.broadcast((basis * scale[:, None]).astype(np.float32))

        def spread(arrived: Iterable[Entries], known: object = known) -> Iterator[tuple[int, Vectors]]:
            for entries in arrived:
                found, sums = _smoothed(entries, known.value)
                for block in range(blocks):
                    there = found % blocks == block
                    yield block, (found[there], sums[there])

        sums = batches.mapPartitions(spread).partitionBy(blocks, int).mapPartitions(_added).collect()
        known.unpersist()
        basis = np.zeros(basis.shape)
        for items, vectors in sums:
            basis[items] = vectors * scale[items, None]
        basis = _orthonormal(basis)
    batches.unpersist()
    liked_items = np.flatnonzero(counts)
    parts = [liked_items[start : start + items_at_once] for start in range(0, len(liked_items), items_at_once)]
    packed = spark.sparkContext.parallelize([(part, basis[part], counts[part]) for part in parts], len(parts))
    rows = packed.flatMap(lambda part: zip(*(one.tolist() for one in part)))
    return spark.createDataFrame(rows, "item int, vector array<double>, count long", verifySchema=False)


def _smoothed(entries: Entries, vectors: np.ndarray) -> Vectors:
    """For each item the sum over its users of the mean of what they like."""
    rows, items, _ = entries
    starts = starts_of(rows)
    sizes = np.diff(np.append(starts, len(rows)))
    means = np.add.reduceat(vectors[items], starts) / sizes[:, None]
    order = np.argsort(items, kind="stable")
    firsts = starts_of(items[order])
    return items[order][firsts], np.add.reduceat(np.repeat(means, sizes, axis=0)[order], firsts)


def _added(arrived: Iterable[tuple[int, Vectors]]) -> Iterator[Vectors]:
    parts = [part for _, part in arrived]
    if parts:
        found, places = np.unique(np.concatenate([items for items, _ in parts]), return_inverse=True)
        total = np.zeros((len(found), parts[0][1].shape[1]))
        np.add.at(total, places, np.concatenate([vectors for _, vectors in parts]))
        yield found, total


def _orthonormal(basis: np.ndarray) -> np.ndarray:
    """Of the same space, by Cholesky QR; directions that vanish are kept out by a tiny diagonal."""
    products = basis.T @ basis
    products.flat[:: len(products) + 1] += 1e-9 * np.trace(products) + 1e-30
    return np.linalg.solve(np.linalg.cholesky(products), basis.T).T
