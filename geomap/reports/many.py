"""The events of many reports: over all processors, once there are enough to gain by it.

Whoever reads them, alone or in several processes, the rows are the same, in the same order.
"""

from __future__ import annotations

import os
import signal
import warnings
from collections import Counter, deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import GeomapError
from .report import Report

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

    from gazetteer import Gazetteer

    from .extract import Extraction, LikelyOn

Row = dict[str, Any]
# A report's rows, and what was warned of as it was read.
Result = tuple[list[Row], list[str]]

# Processes take a second or two to be ready; that many reports are read sooner alone.
ALONE = 60
# A parcel for a process ends at so many reports, or characters of them.
_REPORTS, _CHARACTERS = 50, 100_000
_INPUT = "number of the input"
_AHEAD = 4  # parcels for each process that may wait; more would only fill the memory
_OURS = str(Path(__file__).parents[1])


def processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class ManyReports:
    """Collects the rows of reports by the number of the input that each came from.

    `gazetteer` is called where a report is read in this process, `database` is the file
    that other processes open; `likely` goes to them too. A context manager: its end stops
    the processes.
    """

    def __init__(
        self,
        gazetteer: Callable[[], Gazetteer],
        *,
        database: str | Path | None = None,
        processes: int = 1,
        explain: Callable[[Extraction], None] | None = None,
        likely: LikelyOn | None = None,
    ) -> None:
        self.rows: dict[int, list[Row]] = {}
        self._gazetteer = gazetteer
        self._database = database
        self._processes = processes
        self._explain = explain
        self._likely = likely
        self._seen = 0
        self._parcel: list[tuple[int, Report]] = []
        self._characters = 0
        self._waiting: deque[tuple[list[tuple[int, Report]], Future[list[Result]]]] = deque()
        self._pool: ProcessPoolExecutor | None = None
        self._warned: Counter[tuple[str, str]] = Counter()
        self._of_source: Counter[str] = Counter()

    def __enter__(self) -> ManyReports:
        return self

    def __exit__(self, *_: object) -> None:
        self._stop()

    def read(self, number: int, report: Report) -> None:
        """Read a report of input `number`, now or when its turn comes."""
        if not report.text.strip():
            # An empty file is in no language, and that is no cause for a warning.
            if self._explain is not None:
                from .extract import Extraction

                self._explain(Extraction(report))
            return
        self._seen += 1
        if self._processes < 2 or self._seen <= ALONE:
            result = read_one(report, self._gazetteer(), self._likely, self._explain)
            self._take(number, report.source, result)
            return
        self._parcel.append((number, report))
        self._characters += len(report.text)
        if len(self._parcel) >= _REPORTS or self._characters >= _CHARACTERS:
            self._send()

    def finish(self) -> None:
        """Wait for all reports, and warn of those in languages that can't be read."""
        if self._parcel:
            self._send()
        while self._waiting:
            self._collect()
        self._stop()
        for (source, text), count in self._warned.items():
            total = self._of_source[source]
            counted = f" ({count:,} of {total:,} reports)" if total > 1 else ""
            warnings.warn(f"{text}{counted}", stacklevel=1)

    def bring_together(self) -> None:
        """Make one event of what several of the reports tell, and set their claims in groups."""
        if self._seen < 2:
            return
        from ..together import bring_together

        # Each row goes back to the input that it came from.
        numbered = [row for number in sorted(self.rows) for row in self.rows[number]]
        for number, rows in self.rows.items():
            for row in rows:
                row[_INPUT] = number
        self.rows = {}
        for row in bring_together(numbered):
            self.rows.setdefault(row.pop(_INPUT), []).append(row)

    def _send(self) -> None:
        pool = self._started()
        with _interrupts_held():
            self._waiting.append(
                (self._parcel, pool.submit(_read_parcel, [report for _, report in self._parcel]))
            )
        self._parcel, self._characters = [], 0
        while len(self._waiting) > _AHEAD * self._processes:
            self._collect()

    def _stop(self) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None

    def _started(self) -> ProcessPoolExecutor:
        if self._pool is None:
            import multiprocessing
            from concurrent.futures import ProcessPoolExecutor

            self._pool = ProcessPoolExecutor(
                self._processes,
                # The one way that works alike on all systems, and beside threads.
                mp_context=multiprocessing.get_context("spawn"),
                initializer=_open,
                initargs=(self._database, self._likely),
            )
        return self._pool

    def _collect(self) -> None:
        from concurrent.futures.process import BrokenProcessPool

        parcel, future = self._waiting.popleft()
        try:
            results = future.result()
        except BrokenProcessPool:
            raise GeomapError(
                "a process that read events was ended from outside (is the memory used up?)"
            ) from None
        for (number, report), result in zip(parcel, results, strict=True):
            self._take(number, report.source, result)

    def _take(self, number: int, source: str, result: Result) -> None:
        rows, warned = result
        self.rows.setdefault(number, []).extend(rows)
        self._of_source[source] += 1
        self._warned.update((source, text) for text in warned)


def read_one(
    report: Report,
    gazetteer: Gazetteer,
    likely: LikelyOn | None = None,
    explain: Callable[[Extraction], None] | None = None,
) -> Result:
    """The rows of a report, and our own warnings as it was read."""
    # Tables alone need none of the lexicons that this loads.
    from .extract import extract_report, study_report

    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        if explain is None:
            rows = extract_report(report, gazetteer, likely)
        else:
            extraction = study_report(report, gazetteer, likely)
            explain(extraction)
            rows = extraction.rows
    told = [
        str(each.message)
        for each in caught
        if each.category is UserWarning and str(each.filename).startswith(_OURS)
    ]
    return rows, told


_open_gazetteer: Gazetteer | None = None
_likely: LikelyOn | None = None


def _open(database: str | Path | None, likely: LikelyOn | None) -> None:
    """Open the gazetteer of a process, once for all its parcels."""
    global _open_gazetteer, _likely
    _likely = likely
    from gazetteer import Gazetteer

    _end_with_parent()
    _open_gazetteer = Gazetteer.open(database)


def _end_with_parent() -> None:
    """Leave when the process that we work for is killed; it can't tell us then."""
    import multiprocessing
    import threading

    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def watch() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _read_parcel(reports: list[Report]) -> list[Result]:
    assert _open_gazetteer is not None
    return [read_one(report, _open_gazetteer, _likely) for report in reports]


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Start processes that Ctrl-C does not reach: this one stops them, without their cries."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
