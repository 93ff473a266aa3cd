import json

from pyspark.sql import DataFrame
from pyspark.sql import functions as F

from prefit.storage import Storage

format_version = 1


class PartWriter:
    """
    Writes tables as packed JSON Lines below `folder`, and the manifest last: a reader finds all that it names, or no
    manifest. What an attempt before left there goes first.
    """

    def __init__(self, storage: Storage, folder: str):
        self._storage = storage
        self._folder = folder
        storage.remove(folder)

    def write(self, table: DataFrame, name: str) -> dict:
        """Writes `name`-00000.jsonl.gz and so on; `name` may hold folders. Returns what the manifest says of them."""
        unfinished = f"{self._folder}/unfinished"
        table.select(F.to_json(F.struct("*")).alias("line")).write.mode("overwrite").text(
            unfinished, compression="gzip"
        )
        written = [file for file in self._storage.names(unfinished) if file.startswith("part-")]
        targets = []
        for number, file in enumerate(written):
            target = f"{name}-{number:05}.jsonl.gz"
            self._storage.move(f"{unfinished}/{file}", f"{self._folder}/{target}")
            targets.append(target)
        self._storage.remove(unfinished)
        found = self._storage.fingerprints([f"{self._folder}/{target}" for target in targets])
        files = [
            {"name": target, "bytes": found[base][0], "sha256": found[base][1]}
            for target in targets
            for base in [target.rsplit("/", 1)[-1]]
        ]
        return {"files": files}

    def finish(self, manifest: dict) -> None:
        text = json.dumps({"version": format_version, **manifest}, indent=1)
        self._storage.write_text(f"{self._folder}/manifest.json", f"{text}\n")
