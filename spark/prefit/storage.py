"""Files by Hadoop's file systems, so that a folder may be local or `s3://`."""

from __future__ import annotations

from pyspark.sql import SparkSession
from pyspark.sql import functions as F


class Storage:
    def __init__(self, spark: SparkSession):
        self._spark = spark
        self._hadoop = spark.sparkContext._jvm.org.apache.hadoop.fs
        self._configuration = spark.sparkContext._jsc.hadoopConfiguration()

    def _open(self, path: str):  # noqa: ANN202 - a Java object
        location = self._hadoop.Path(path)
        file_system = location.getFileSystem(self._configuration)
        # Else every file gets a hidden one beside it, which a channel of files would carry along.
        file_system.setWriteChecksum(False)
        return file_system, location

    def names(self, folder: str) -> list[str]:
        """The names of the files in a folder, sorted; none where it is missing."""
        file_system, location = self._open(folder)
        if not file_system.exists(location):
            return []
        found = [status for status in file_system.listStatus(location) if status.isFile()]
        return sorted(status.getPath().getName() for status in found)

    def read_text(self, path: str) -> str | None:
        """The text of a small file, None where it is missing."""
        file_system, location = self._open(path)
        if not file_system.exists(location):
            return None
        return self._spark.read.text(path, wholetext=True).first().value

    def write_text(self, path: str, text: str) -> None:
        file_system, location = self._open(path)
        stream = file_system.create(location, True)
        try:
            stream.write(bytearray(text.encode()))
        finally:
            stream.close()

    def move(self, source: str, target: str) -> None:
        file_system, location = self._open(source)
        target_location = self._hadoop.Path(target)
        file_system.mkdirs(target_location.getParent())
        if not file_system.rename(location, target_location):
            raise OSError(f"{source} could not be moved to {target}")

    def remove(self, folder: str) -> None:
        file_system, location = self._open(folder)
        file_system.delete(location, True)

    def fingerprints(self, paths: list[str]) -> dict[str, tuple[int, str]]:
        """Bytes and SHA-256 in hexadecimal of each file by its name, worked out where the files are read."""
        if not paths:
            return {}
        files = self._spark.read.format("binaryFile").load(paths)
        name = F.element_at(F.split("path", "/"), -1).alias("name")
        rows = files.select(name, "length", F.sha2("content", 256).alias("sha256")).collect()
        return {row.name: (row.length, row.sha256) for row in rows}
