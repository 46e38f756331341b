"""The same document again and again in one process, timed from inside: ``repeating.py SECONDS PROGRAM FOLDER OUT``."""

import json
import runpy
import sys
import time

_, seconds, program, *arguments = sys.argv
sys.argv = [program, *arguments]
make = runpy.run_path(program)["make"]
make()
times: list[float] = []
end = time.perf_counter() + float(seconds)
while not times or time.perf_counter() < end:
    start = time.perf_counter()
    make()
    times.append((time.perf_counter() - start) * 1000)
sys.stdout.write(json.dumps(times))
