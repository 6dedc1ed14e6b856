#!/usr/bin/python3
"""How many submissions ./adjoint grade grades in a minute: benchmarks/grade.py [COUNT]

Each shows and answers ten exercises and runs five cells of C#, in a sandbox of its own. The course is compiled before the clock starts.
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
EXERCISES = ["rank", "coordinates", "determinant-3x3", "eigenvalues", "change-of-basis", "unique-solution", "nullity-modulo-p", "row-permutation", "inverse-over-f7", "projection-onto-a-line"]
CODE = ["var a = ExactMatrix.Parse(\"1 2; 3 4\");", "a.Inverse()", "a * a", "Enumerable.Range(1, 10).Select(n => n * n).ToList()", "Answer(a.Rank(), \"rank\")"]


def notebook(sources):
    cells = [{"cell_type": "code", "id": f"c{i}", "metadata": {}, "execution_count": None, "outputs": [], "source": s} for i, s in enumerate(sources)]
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells})


def grade(folder):
    subprocess.run([ROOT / "adjoint", "grade", folder, "--course", ROOT / "courseware" / "linear-algebra"], check=True, stdout=subprocess.DEVNULL)


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    with tempfile.TemporaryDirectory() as work:
        for name, size in [("warm-up", 1), ("class", count)]:
            folder = pathlib.Path(work, name)
            folder.mkdir()
            for i in range(size):
                (folder / f"learner-{i:04}.ipynb").write_text(notebook(CODE[:4] + [s for e in EXERCISES for s in (f"#!exercise {e}", "#!answer 1")] + CODE[4:]))
            began = time.monotonic()
            grade(folder)
            took = time.monotonic() - began
    print(f"{count} submissions in {took:.1f} s on {os.cpu_count()} processors: {60 * count / took:.0f} a minute")


main()
