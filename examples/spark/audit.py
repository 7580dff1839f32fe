#!/usr/bin/env python3
"""Audits connections as a stage of Apache Spark: each partition goes through one connect-cli.

    spark-submit audit.py connections.jsonl out --scope "read_odometer control_security"

out/rows holds the row of each connection, out/summary.json the summary of all of them, which equals that of one run over
the whole input. connect-cli must be on the PATH of every worker, or be named by --audit.

`audit` prints its rows to stdout and, with --json, its summary as the last line of stderr. Both come back through the
pipe: nothing is written on the workers, so a task that Spark runs twice counts once. `line` counts within a partition.
"""

import argparse
import os
import shlex
import subprocess
import tempfile
from pathlib import Path

from pyspark import SparkConf, SparkContext, StorageLevel


def parse_arguments():
    parser = argparse.ArgumentParser(description="Audit connections with Apache Spark.")
    parser.add_argument("input", help="connections, one JSON object a line: any path that Spark reads")
    parser.add_argument("out", help="a new directory")
    parser.add_argument("--scope", required=True, help="the permissions that the app asks for")
    parser.add_argument("--group-by", default="box,model")
    parser.add_argument("--partitions", type=int, default=None, help="at least so many connect-cli in all")
    parser.add_argument("--audit", default="connect-cli", help="how connect-cli is started")
    return parser.parse_args()


def stage_command(arguments):
    """Errors come back as lines, too: a partition that fails makes its task fail, since the exit code is checked."""
    words = ["audit", "-", "--scope", arguments.scope, "--group-by", arguments.group_by, "--format", "jsonl", "--json"]
    return shlex.join(["sh", "-c", f"exec {arguments.audit} {shlex.join(words)} 2>&1"])


def is_summary(line):
    return line.startswith('{"schemaVersion":')


def merge(audit, summaries, target):
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for index, summary in enumerate(summaries):
            path = Path(folder, f"{index}.json")
            path.write_text(summary, encoding="utf-8")
            paths.append(str(path))
        merged = subprocess.run(
            [*shlex.split(audit), "audit", "merge", *paths, "--json"], check=True, stdout=subprocess.PIPE
        )
    target.write_bytes(merged.stdout)


def main():
    arguments = parse_arguments()
    spark = SparkContext(conf=SparkConf().setAppName("connect-cli audit"))
    try:
        # Spark gives the process no variable by itself, not even PATH.
        environment = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        lines = (
            spark.textFile(arguments.input, arguments.partitions)
            .pipe(stage_command(arguments), env=environment, checkCode=True)
            # Read twice, and piped once.
            .persist(StorageLevel.MEMORY_AND_DISK)
        )
        lines.filter(lambda line: not is_summary(line)).saveAsTextFile(str(Path(arguments.out, "rows")))
        merge(arguments.audit, lines.filter(is_summary).collect(), Path(arguments.out, "summary.json"))
    finally:
        spark.stop()


if __name__ == "__main__":
    main()
