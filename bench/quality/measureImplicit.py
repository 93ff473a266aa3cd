"""The library implicit beside recsync, on the same lines and by the same metrics.

    python -m venv build/implicit && build/implicit/bin/pip install -r bench/quality/implicit.requirements.txt
    OPENBLAS_NUM_THREADS=1 build/implicit/bin/python bench/quality/measureImplicit.py train.tsv test.tsv random

Lines are `user TAB item [TAB ...]`; the third argument says what is carved from training to tune on: `random`, as large
a part as the test is of all lines, or `last`, each user's last line. ALS and BM25 are tuned on it by nDCG@20 and then
fitted on all of training. Popularity is measured too: it must have the value that `npm run -s evaluate` prints, or the
two do not measure the same.
"""

import itertools
import json
import sys
import time

import numpy as np
from implicit.als import AlternatingLeastSquares
from implicit.nearest_neighbours import BM25Recommender
from scipy.sparse import csr_matrix

SEED = 1
CUTOFFS = (10, 20)
ALS = {
    "factors": [16, 32, 64, 128, 256],
    "regularization": [0.1, 3.0, 30.0, 100.0],
    "alpha": [1.0, 10.0, 40.0, 100.0],
}
BM25 = {"K": [20, 50, 200, 1000, 4000], "K1": [0.5, 1.2, 10.0, 100.0], "B": [0.0, 0.2, 0.5, 0.8]}


def read(path):
    with open(path, encoding="utf-8") as file:
        return [tuple(line.rstrip("\n").split("\t")[:2]) for line in file if line.strip()]


def carve(lines, kind, part):
    """Splits lines into what is learned from and what is asked for."""
    if kind == "last":
        last = {user: place for place, (user, _) in enumerate(lines)}
        counts = {}
        for user, _ in lines:
            counts[user] = counts.get(user, 0) + 1
        asked = {place for user, place in last.items() if counts[user] > 1}
    else:
        order = np.random.default_rng(SEED).permutation(len(lines))
        asked = set(order[: round(len(lines) * part)].tolist())
    learned = [line for place, line in enumerate(lines) if place not in asked]
    return learned, [lines[place] for place in sorted(asked)]


class Question:
    """A matrix of what is known, and for each user the answers."""

    def __init__(self, train, test):
        self.items = {item: index for index, item in enumerate(dict.fromkeys(item for _, item in train))}
        self.users = {user: index for index, user in enumerate(dict.fromkeys(user for user, _ in train))}
        pairs = sorted({(self.users[user], self.items[item]) for user, item in train})
        rows, columns = np.array(pairs).T
        shape = (len(self.users), len(self.items))
        self.matrix = csr_matrix((np.ones(len(pairs), dtype=np.float32), (rows, columns)), shape=shape)
        answers = {}
        for user, item in test:
            # An item that training does not know is a right answer that no list can hold.
            answers.setdefault(user, set()).add(self.items.get(item, item))
        self.answers = answers
        self.popular = np.argsort(-np.asarray(self.matrix.sum(axis=0)).ravel(), kind="stable")

    def lists(self, model):
        known = [user for user in self.answers if user in self.users]
        rows = np.array([self.users[user] for user in known])
        if model is not None:
            ids, _ = model.recommend(rows, self.matrix[rows], N=max(CUTOFFS), filter_already_liked_items=True)
            lists = dict(zip(known, ids.tolist()))
        else:
            lists = {}
            for user, row in zip(known, rows):
                seen = set(self.matrix[row].indices.tolist())
                unseen = (item for item in self.popular.tolist() if item not in seen)
                lists[user] = list(itertools.islice(unseen, max(CUTOFFS)))
        # Who is new gets what is popular, as from recsync.
        return {user: lists.get(user, self.popular[: max(CUTOFFS)].tolist()) for user in self.answers}

    def measure(self, model):
        sums = {f"{name}@{k}": 0.0 for name in ("ndcg", "recall") for k in CUTOFFS}
        for user, items in self.lists(model).items():
            answers = self.answers[user]
            for k in CUTOFFS:
                hits = [rank for rank, item in enumerate(items[:k]) if item in answers]
                ideal = sum(1 / np.log2(rank + 2) for rank in range(min(k, len(answers))))
                sums[f"ndcg@{k}"] += sum(1 / np.log2(rank + 2) for rank in hits) / ideal
                sums[f"recall@{k}"] += len(hits) / len(answers)
        return {name: total / len(self.answers) for name, total in sums.items()}


def als(settings, matrix):
    model = AlternatingLeastSquares(**settings, iterations=15, random_state=SEED, num_threads=0)
    model.fit(matrix, show_progress=False)
    return model


def bm25(settings, matrix):
    model = BM25Recommender(**settings)
    model.fit(matrix, show_progress=False)
    return model


def tune(fit, grid, question):
    tried = []
    for values in itertools.product(*grid.values()):
        settings = dict(zip(grid, values))
        value = question.measure(fit(settings, question.matrix))["ndcg@20"]
        tried.append((value, settings))
        print(f"  {value:.4f} {settings}", file=sys.stderr)
    return max(tried, key=lambda one: one[0])


def main():
    train_path, test_path, kind = sys.argv[1:4]
    train, test = read(train_path), read(test_path)
    learned, asked = carve(train, kind, len(test) / (len(train) + len(test)))
    validation, whole = Question(learned, asked), Question(train, test)
    print(json.dumps({"model": "popularity", **whole.measure(None)}))
    for name, fit, grid in (("als", als, ALS), ("bm25", bm25, BM25)):
        start = time.process_time()
        value, settings = tune(fit, grid, validation)
        result = whole.measure(fit(settings, whole.matrix))
        seconds = round(time.process_time() - start)
        print(json.dumps({"model": name, **result, "validation": value, **settings, "cpuSeconds": seconds}), flush=True)


if __name__ == "__main__":
    main()
