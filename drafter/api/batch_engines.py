"""Where the documents of a batch are made: in this process, on all cores, or by the workers of a Dask scheduler.

All three take jobs as they come and give outcomes as they are ready; never more than a few jobs are on their way, so that memory stays flat
however long the batch is.  Processes are spawned, not forked: the same on every system.
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import get_context, parent_process
from typing import Any

from drafter.api.batch_jobs import Job, Outcome, failed_by, make
from drafter.diagnostics import DrafterError, failure

_AHEAD = 2
"""Jobs that wait for each worker, so that none is idle."""
_KILLED = "做这一份的程序被系统停掉了，多半是内存不够"


def run_here(jobs: Iterable[Job]) -> Iterator[Outcome]:
    """One after the other in this process."""
    return map(make, jobs)


def run_parallel(jobs: Iterable[Job], workers: int) -> Iterator[Outcome]:
    """On *workers* processes.  A job that kills its process fails; those beside it are made again."""
    waiting = iter(jobs)
    while True:
        suspects: list[Job] = []
        yield from _pooled(waiting, workers, suspects)
        if not suspects:
            return
        # One of them killed its process, and the pool with it: each alone, to see which.
        for job in suspects:
            alone: list[Job] = []
            yield from _pooled(iter([job]), 1, alone)
            yield from (Outcome(j.name, j.inputs, findings=(failed_by(_KILLED),)) for j in alone)


def _pooled(jobs: Iterator[Job], workers: int, suspects: list[Job]) -> Iterator[Outcome]:
    """The outcomes of *jobs*; when the pool breaks, those on their way go to *suspects* and the rest stays in *jobs*."""
    pool = ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_start_worker)
    running: dict[Future[Outcome], Job] = {}
    try:
        while not suspects:
            for job in islice(jobs, workers * _AHEAD - len(running)):
                _submit(pool, job, running, suspects)
            if not running:
                break
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                job = running.pop(future)
                if isinstance(future.exception(), BrokenProcessPool):
                    suspects.append(job)
                else:
                    yield future.result()
        suspects += running.values()
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _submit(pool: ProcessPoolExecutor, job: Job, running: dict[Future[Outcome], Job], suspects: list[Job]) -> None:
    try:
        running[pool.submit(make, job)] = job
    except BrokenProcessPool:
        suspects.append(job)


def _start_worker() -> None:
    """Ctrl-C is the parent's; a worker finishes its document.  One whose parent was killed would wait for ever, and ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def run_distributed(jobs: Iterable[Job], address: str) -> Iterator[Outcome]:
    """By the workers of the Dask scheduler at *address*; they need drafter installed and see the same files under the same paths.

    Raises:
        DrafterError: distributed is not installed, or no scheduler answers.
    """
    try:
        from distributed import Client, as_completed
    except ImportError as error:
        raise failure("D027", None, "--scheduler 要另装 distributed", "运行 pip install drafter[dask]") from error
    try:
        connect: Any = Client
        client = connect(address, timeout=10)
    except (OSError, ValueError, TimeoutError) as error:
        raise failure("D027", None, f"连不上调度程序“{address}”", "检查地址，例如 tcp://10.0.0.5:8786") from error
    with client:
        yield from _distributed(client, as_completed, iter(jobs))


def _distributed(client: Any, as_completed: Any, jobs: Iterator[Job]) -> Iterator[Outcome]:
    workers = max(1, sum(client.nthreads().values()))
    # make() writes a file: never taken for a pure function whose last result would do.
    running = {client.submit(make, job, pure=False): job for job in islice(jobs, workers * _AHEAD)}
    done = as_completed(list(running))
    for future in done:
        job = running.pop(future)
        error = future.exception()
        if error is None:
            yield future.result()
        else:
            yield Outcome(job.name, job.inputs, findings=_distributed_failure(error))
        for following in islice(jobs, 1):
            submitted = client.submit(make, following, pure=False)
            running[submitted] = following
            done.add(submitted)


def _distributed_failure(error: BaseException) -> Any:
    if isinstance(error, DrafterError):
        return error.diagnostics
    return (failed_by(f"{_KILLED}（{type(error).__name__}）"),)
