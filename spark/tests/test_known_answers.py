"""Answers worked out by hand, refusals, and what a fit for validation must not know."""

import gzip
import hashlib
import json
import shutil
import tempfile
import unittest
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np

from prefit.__main__ import create_session
from prefit.errors import UnusableInputError
from prefit.event_weights import weigh_events
from prefit.item_neighbours import fit_item_neighbours
from prefit.job import JobOptions, run_job
from prefit.last_sweep import last_sweep
from prefit.numbering import with_index
from prefit.popularity import fit_popularity
from prefit.storage import Storage
from prefit.subspace import fit_subspace
from prefit.training_input import check_training_input, row_schema
from prefit.transitions import fit_transitions
from prefit.user_batches import entries_at_once
from prefit.user_items import UserItems
from prefit.validation import Sample, is_sampled, training_part

rules = {
    "eventTypeWeights": {"VIEW": 1, "PURCHASE": 4, "IMPRESSION": 0, "DISLIKE": -1, "WATCH": 2, "DEFAULT": 1},
    "valueMeanings": {"WATCH": "FRACTION", "RATING": "RATING"},
}
popular = {"name": "popularity", "algorithm": "popularity", "parameters": {"halfLifeDays": 0}, "halfLives": [0]}


def row(user: str, item: str, day: float, kind: str = "VIEW", value: float | None = None) -> dict:
    time = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=day)
    stamp = time.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    told = {"userId": user, "itemId": item, "eventType": kind, "timestamp": stamp}
    return told if value is None else {**told, "eventValue": float(value)}


class SparkTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        cls.spark = create_session()

    def events(self, rows: list[tuple[int, int, int, float]]):  # noqa: ANN201
        """From (user, item, millis, weight); later rows stand later in the file."""
        numbered = [(*one, number, f"u{one[0]}") for number, one in enumerate(rows)]
        return self.spark.createDataFrame(
            numbered, "user int, item int, millis long, weight double, row long, userId string"
        )

    def liked(self, histories: list[list[int]]):  # noqa: ANN201
        rows = [(user, item, place, 1.0) for user, items in enumerate(histories) for place, item in enumerate(items)]
        return UserItems(self.events(rows))


class FactorsTest(SparkTest):
    def test_last_sweep_solves_users_and_then_items(self) -> None:
        known = np.random.default_rng(7)
        users, items, dimensions, unobserved, regularisation, exponent = 9, 5, 3, 0.3, 0.1, 0.5
        values = np.where(known.random((users, items)) < 0.6, known.integers(1, 4, (users, items)), 0).astype(float)
        values[:, 4] = 0  # Nobody likes the last one: it is a column for penalties only.
        start = np.vstack([known.normal(size=(items - 1, dimensions)), np.zeros((1, dimensions))]).astype(np.float32)

        def half(matrix: np.ndarray, fixed: np.ndarray) -> np.ndarray:
            # As the container says: what is not there counts `unobserved` towards 0, what is there its value towards 1.
            solved = np.zeros((len(matrix), dimensions))
            for row, weights in enumerate(matrix):
                if weights.any():
                    penalty = regularisation * (weights.sum() + unobserved * matrix.shape[1]) ** exponent
                    square = fixed.T @ np.diag(unobserved + weights) @ fixed + penalty * np.eye(dimensions)
                    solved[row] = np.linalg.inv(square) @ (fixed.T @ weights)
            return solved

        expected = half(values.T, half(values, start))
        rows = [(user, item, values[user, item].item()) for user, item in np.argwhere(values).tolist()]
        entries = self.spark.createDataFrame(rows, "user int, item int, value double")
        factors = self.spark.createDataFrame(
            [(item, vector) for item, vector in enumerate(start[:-1].tolist())], "item int, vector array<float>"
        )
        parameters = {
            "unobservedWeight": unobserved,
            "regularisation": regularisation,
            "frequencyExponent": exponent,
        }
        for batch in (entries_at_once, 4):
            found = last_sweep(entries, factors, parameters, items, users, batch).collect()
            self.assertEqual(sorted(one.item for one in found), [0, 1, 2, 3])
            for item, vector in found:
                np.testing.assert_allclose(vector, expected[item], rtol=1e-5, atol=1e-6)

    def test_subspace_is_that_of_the_largest_singular_vectors(self) -> None:
        # Two groups of people who share nothing, one of them larger, and an item that both have.
        histories = [[0, 1, 2, 6], [0, 1, 6], [1, 2], [0, 2], [3, 4], [3, 4, 5, 6], [4, 5], [0, 1, 2]]
        matrix = np.zeros((len(histories), 7))
        for user, items in enumerate(histories):
            matrix[user, items] = 1
        normalised = matrix / np.sqrt(matrix.sum(axis=1, keepdims=True) * matrix.sum(axis=0, keepdims=True))
        largest = np.linalg.svd(normalised)[2][:2]
        for batch in (entries_at_once, 4):
            rows = fit_subspace(self.liked(histories), {"dimensions": 2}, 7, batch).orderBy("item").collect()
            self.assertEqual([one["count"] for one in rows], matrix.sum(axis=0).tolist())
            basis = np.array([one.vector for one in rows])
            np.testing.assert_allclose(basis.T @ basis, np.eye(2), atol=1e-6)
            np.testing.assert_allclose(basis @ basis.T, largest.T @ largest, atol=1e-2)


class EventsTest(SparkTest):
    def weights(self, rows: list[dict], **more: float) -> list[float]:
        values = [tuple(one.get(name.split()[0]) for name in row_schema.split(", ")) for one in rows]
        events = self.spark.createDataFrame(values, row_schema)
        found = weigh_events(events, {**rules, **more}).select("itemId", "weight").collect()
        return [weight for _, weight in sorted((one.itemId, one.weight) for one in found)]

    def test_weights_by_type_and_fraction(self) -> None:
        rows = [
            row("u", "a", 0),
            row("u", "b", 0, "PURCHASE"),
            row("u", "c", 0, "IMPRESSION"),
            row("u", "d", 0, "WATCH", 0.25),
            row("u", "e", 0, "WATCH", 7),
            row("u", "f", 0, "DISLIKE"),
            row("u", "g", 0, "OTHER", 3),
        ]
        self.assertEqual(self.weights(rows), [1, 4, 0, 0.5, 2, -1, 1])

    def test_few_ratings_are_on_a_scale_of_stars(self) -> None:
        # Own mean (5 x 3 + 5 + 1) / 7 = 3, liking from 2.5 on; 1 lies 1.5 deviations below, which counts as one.
        rows = [row("u", "a", 0, "RATING", 5), row("u", "b", 0, "RATING", 1)]
        self.assertEqual(self.weights(rows), [1, -0.25])
        self.assertEqual(self.weights(rows, positiveValue=1), [1, 1])

    def test_a_user_item_is_what_was_said_last(self) -> None:
        rows = [
            (1, 1, 10, 1.0),
            (1, 1, 30, 4.0),  # the strongest, and last touched after item 2
            (1, 2, 20, 2.0),
            (1, 3, 10, 4.0),
            (1, 3, 20, -1.0),  # spoken against: left out
            (1, 4, 10, -1.0),
            (1, 4, 10, 1.0),  # the same instant, later in the file: liked again
            (1, 5, 10, 0.0),  # only shown
        ]
        found = [
            (one.item, one.value, one.place) for one in UserItems(self.events(rows)).entries.orderBy("place").collect()
        ]
        self.assertEqual(found, [(4, 1.0, 1), (2, 2.0, 2), (1, 4.0, 3)])

    def test_index_follows_the_order(self) -> None:
        values = self.spark.createDataFrame([(f"i{number:03}",) for number in range(100)], "id string").repartition(7)
        found = with_index(values.orderBy("id"), "place").orderBy("place").collect()
        self.assertEqual([(one.id, one.place) for one in found], [(f"i{number:03}", number) for number in range(100)])


class FitsTest(SparkTest):
    def rows(self, table) -> dict[int, dict[int, float]]:  # noqa: ANN001
        return {
            one.item: {other: round(value, 5) for other, value in zip(one["items"], one["values"], strict=True)}
            for one in table.collect()
        }

    def test_neighbours_by_users_in_common(self) -> None:
        liked = self.liked([[1, 2], [1, 2, 3], [1]])
        # Item 1 has 3 users, 2 has 2, 3 has 1: 2 / (sqrt(6) + 1), 1 / (sqrt(3) + 1), 1 / (sqrt(2) + 1).
        expected = {1: {2: 0.57980, 3: 0.36603}, 2: {1: 0.57980, 3: 0.41421}, 3: {1: 0.36603, 2: 0.41421}}
        self.assertEqual(self.rows(fit_item_neighbours(liked, {"similarity": "cosine", "shrinkage": 1}, 10)), expected)
        strongest = fit_item_neighbours(liked, {"similarity": "cosine", "shrinkage": 1}, 1)
        self.assertEqual(self.rows(strongest), {1: {2: 0.57980}, 2: {1: 0.57980}, 3: {2: 0.41421}})

    def test_transitions_by_distance(self) -> None:
        liked = self.liked([[1, 2, 3, 4], [1, 2]])
        plain = {"window": 2, "bothWays": False, "rowExponent": 0, "columnExponent": 0}
        expected = {1: {2: 2.0, 3: 0.5}, 2: {3: 1.0, 4: 0.5}, 3: {4: 1.0}}
        self.assertEqual(self.rows(fit_transitions(liked, plain, 10)), expected)
        scaled = {"window": 1, "bothWays": True, "rowExponent": 0.5, "columnExponent": 1}
        # Items 1 and 2 have two users: 2 / (sqrt(2) x 2) between them, 1 / sqrt(2) from 2 to 3, 1 / (1 x 2) back.
        expected = {1: {2: 0.70711}, 2: {1: 0.70711, 3: 0.70711}, 3: {2: 0.5, 4: 1.0}, 4: {3: 1.0}}
        self.assertEqual(self.rows(fit_transitions(liked, scaled, 10)), expected)

    def test_popularity_fades(self) -> None:
        day = 86_400_000
        events = self.events([(1, 1, 0, 1.0), (1, 1, day, 1.0), (2, 1, 0, 1.0), (2, 2, 2 * day, 1.0), (3, 3, 0, 0.0)])
        counts = {one.item: one["count"] for one in fit_popularity(events, {"halfLifeDays": 0}).collect()}
        self.assertEqual(counts, {1: 2.0, 2: 1.0})
        faded = {one.item: one["count"] for one in fit_popularity(events, {"halfLifeDays": 1}).collect()}
        self.assertEqual(faded, {1: 0.75, 2: 1.0})

    def test_validation_fits_know_no_answer(self) -> None:
        rows = [
            (1, 1, 1, 1.0),
            (1, 2, 2, 1.0),
            (1, 3, 3, 0.0),  # after the last positive: gone with it
            (1, 4, 9, 1.0),  # from the cut on
            (2, 1, 1, 1.0),  # the only one of its user
            (3, 1, 1, 0.0),
            (3, 2, 2, 0.0),  # without a positive there is no answer
        ]
        part = training_part(self.events(rows), Sample(1.0, 3, 7, 9))
        self.assertEqual(sorted((one.user, one.item) for one in part.collect()), [(1, 1), (2, 1), (3, 1), (3, 2)])
        nobody = training_part(self.events(rows), Sample(0.0, 0, 0, 9))
        self.assertEqual(nobody.count(), 6)

    def test_sample_is_a_share_of_users(self) -> None:
        users = self.spark.createDataFrame([(f"user{number}",) for number in range(4000)], "userId string")
        self.assertAlmostEqual(users.where(is_sampled(0.25)).count(), 1000, delta=100)
        self.assertEqual(users.where(is_sampled(1.0)).count(), 4000)


class JobTest(SparkTest):
    def setUp(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)
        users = [row(f"u{user}", f"i{item}", user + item) for user in range(6) for item in range(user % 2, 4)]
        self.write_input([users[:11], users[11:]])

    def write_input(self, partitions: list[list[dict]]) -> None:
        shutil.rmtree(self.folder / "in", ignore_errors=True)
        (self.folder / "in/interactions").mkdir(parents=True)
        told = []
        for number, rows in enumerate(partitions):
            name = f"interactions-{number:05}.jsonl.gz"
            told.append({"name": name, **self.write_partition(name, rows)})
        manifest = {
            **{"version": 1, "fingerprint": "f" * 64, "interactions": sum(map(len, partitions)), "items": 4},
            **{"partitions": told, "prefit": {"rules": rules, "fits": [popular]}},
        }
        (self.folder / "in/manifest.json").write_text(json.dumps(manifest))

    def write_partition(self, name: str, rows: list[dict]) -> dict:
        packed = gzip.compress("".join(json.dumps(one) + "\n" for one in rows).encode())
        (self.folder / "in/interactions" / name).write_bytes(packed)
        return {"bytes": len(packed), "sha256": hashlib.sha256(packed).hexdigest()}

    def run_job(self, **more: str) -> dict:
        return run_job(self.spark, JobOptions(f"{self.folder}/in", f"{self.folder}/out", **more))

    def refusal(self) -> str:
        with self.assertRaises(UnusableInputError) as refused:
            check_training_input(Storage(self.spark), f"{self.folder}/in")
        return str(refused.exception)

    def test_counts_are_those_of_the_input(self) -> None:
        made = self.run_job()
        self.assertEqual((made["interactions"], made["users"], made["items"]), (21, 6, 4))
        self.assertEqual(made["sample"]["interactions"], 21)
        self.assertEqual([part["scope"] for part in made["parts"]], ["validation", "whole"])
        written = json.loads((self.folder / "out/prefitted/manifest.json").read_text())
        [file] = written["parts"][1]["files"]
        packed = (self.folder / "out/prefitted" / file["name"]).read_bytes()
        self.assertEqual(hashlib.sha256(packed).hexdigest(), file["sha256"])
        lines = [json.loads(line) for line in gzip.decompress(packed).splitlines()]
        self.assertEqual({line["item"]: line["count"] for line in lines}, {0: 3, 1: 6, 2: 6, 3: 6})

    def test_an_erased_user_is_in_nothing_that_is_written(self) -> None:
        (self.folder / "erased").mkdir()
        for name in ("about", "u0", "u9"):
            (self.folder / "erased" / name).touch()
        made = self.run_job(erased=f"{self.folder}/erased")
        self.assertEqual((made["interactions"], made["users"]), (17, 5))
        self.assertEqual(made["erased"], {"users": 2, "interactions": 4})
        sample = b"".join(gzip.decompress(file.read_bytes()) for file in (self.folder / "out/interactions").iterdir())
        self.assertNotIn(b'"u0"', sample)
        self.assertEqual(len(sample.splitlines()), 17)

    def test_a_missing_partition_is_refused(self) -> None:
        (self.folder / "in/interactions/interactions-00001.jsonl.gz").unlink()
        self.assertRegex(self.refusal(), "^PARTITION_MISSING: interactions-00001")

    def test_a_late_partition_is_refused(self) -> None:
        self.write_partition("interactions-00002.jsonl.gz", [row("u7", "i1", 1)])
        self.assertRegex(self.refusal(), "^PARTITION_LATE: interactions-00002")

    def test_a_broken_partition_is_refused(self) -> None:
        path = self.folder / "in/interactions/interactions-00000.jsonl.gz"
        path.write_bytes(path.read_bytes()[:-9])
        self.assertRegex(self.refusal(), "^PARTITION_BROKEN: interactions-00000")

    def test_rows_that_cannot_be_read_are_refused(self) -> None:
        self.write_input([[row("u1", "i1", 1), {"userId": "u2"}]])
        with self.assertRaisesRegex(UnusableInputError, "^ROWS_UNREADABLE: 1 of 2"):
            self.run_job()

    def test_an_input_without_manifest_is_refused(self) -> None:
        (self.folder / "in/manifest.json").write_text("{")
        self.assertRegex(self.refusal(), "^MANIFEST_BROKEN")
        (self.folder / "in/manifest.json").unlink()
        self.assertRegex(self.refusal(), "^MANIFEST_MISSING")


if __name__ == "__main__":
    unittest.main()
