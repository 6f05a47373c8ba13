"""One area's rules file as a history; every refusal names file and key."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any, Final

from readiness.facts import AREAS, METRICS, SEGMENTS, TRACKS, CertificationId
from readiness.rules.book import CATEGORIES, AreaHistory, AreaVersion, Metric, MetricVersion
from readiness.rules.files import certification_ids, check_order, read_dated, read_sources
from readiness.rules.pieces import Known, Pieces, words
from readiness.rules.shapes import (
    BestTrack,
    Choice,
    DistinctWorkloads,
    Gate,
    GrowthPart,
    GrowthPercent,
    GrowthUnits,
    ItemPart,
    LargeWorkloads,
    NetItems,
    OnlyTrack,
    People,
    Shape,
    SmbShare,
)
from readiness.rules.source import Dated, Source
from readiness.rules.table import Table, fail

KINDS: Final = ("people", "net-items", "growth-percent", "growth-units", "distinct-workloads")
CHOICES: Final = ("only", "best", "smb-share", "large-workloads")
PARTS: Final = ("azure", "microsoft-365", "cpor", "csp", "dpor", "business-applications")
PERIODS: Final = ("month", "trailing-year")
_CATEGORY: Final = {metric: category for category, some in CATEGORIES.items() for metric in some}


def read_area(content: Mapping[str, Any], name: str, known: Known) -> AreaHistory:
    """`<area>.toml`.

    Raises:
        RulesError: something is missing, unknown, out of order, or the maxima of a track are not 100.
    """
    return _AreaFile(Table(name, "", content), known).history()


class _AreaFile:
    """The file being read, with its lists and rate cards at hand."""

    def __init__(self, file: Table, known: Known) -> None:
        self._file = file
        self._known = known
        self._catalogue = known.catalogue
        self._readings = known.readings
        self._sources: Mapping[str, Source] = read_sources(file)
        self._pieces = Pieces(file, known)

    def history(self) -> AreaHistory:
        area = self._file.one_of("area", AREAS)
        versions = tuple(self._area_version(entry) for entry in self._file.tables("version"))
        check_order(Table(self._file.file, "version", {}), [version.dated for version in versions])
        metrics: list[MetricVersion] = []
        for entry in self._file.tables("metric"):
            metrics.extend(self._metric(entry))
        self._file.done()
        history = AreaHistory(area, versions, tuple(metrics))
        self._check_maxima(history)
        return history

    def _check_maxima(self, history: AreaHistory) -> None:
        for day in sorted(history.dates):
            rules = history.on(day)
            for track in rules.tracks if rules else ():
                total = sum(metric.maximum for metric in track.metrics)
                if total != 100:
                    fail(self._file.file, "metric", f"{track.id} on {day}: maxima add up to {total}, not 100")

    def _area_version(self, entry: Table) -> AreaVersion:
        tracks = self._tracks(entry)
        dated = read_dated(entry, self._sources)
        choice = self._choice(entry.table("choice"), tracks)
        deviation = entry.maybe("deviation", entry.text)
        version = AreaVersion(tracks, choice, dated, self._until(entry, dated), deviation)
        entry.done()
        return version

    def _until(self, entry: Table, dated: Dated) -> date | None:
        until = entry.maybe("until", entry.day)
        if until is not None and until < dated.since:
            entry.fail("until", "it ends before it begins")
        return until

    def _tracks(self, entry: Table) -> tuple[str, ...]:
        tracks = entry.texts("tracks")
        if not tracks or not set(tracks) <= set(TRACKS):
            entry.fail("tracks", f"at least one of {', '.join(TRACKS)} is expected")
        return tracks

    def _choice(self, entry: Table, tracks: tuple[str, ...]) -> Choice:
        kind = entry.one_of("kind", CHOICES)
        if (kind == "only") != (len(tracks) == 1):
            entry.fail("kind", "`only` stands exactly where there is one track")
        choice: Choice
        match kind:
            case "only":
                choice = OnlyTrack()
            case "best":
                choice = BestTrack()
            case "smb-share":
                choice = self._smb_share(entry)
            case _:
                choice = LargeWorkloads(
                    entry.whole("at_least"),
                    entry.number("more_than"),
                    self._pieces.measure(entry),
                    self._pieces.usage(entry),
                    self._reading(entry),
                    entry.maybe("fixed_while_enrolled", entry.flag) or False,
                )
        entry.done()
        return choice

    def _smb_share(self, entry: Table) -> SmbShare:
        reading = self._reading(entry) if entry.has("reading") else None
        if reading is None:
            segments: tuple[tuple[str, frozenset[str]], ...] = (("", words(entry, "segments", SEGMENTS)),)
        else:
            by_reading = entry.table("segments_by_reading")
            segments = tuple((r, words(by_reading, r, SEGMENTS)) for r in self._readings[reading])
            by_reading.done()
        at_least, more_than = (entry.maybe(key, entry.number) for key in ("at_least", "more_than"))
        if (at_least is None) == (more_than is None):
            entry.fail("at_least", "exactly one of at_least and more_than is expected")
        bound = entry.maybe("consumed_under", entry.positive)
        return SmbShare(
            segments,
            at_least,
            more_than,
            reading,
            bound,
            None if bound is None else self._pieces.measure(entry),
            () if bound is None else self._pieces.usage(entry),
            entry.maybe("fixed_while_enrolled", entry.flag) or False,
        )

    def _reading(self, entry: Table) -> str:
        return entry.one_of("reading", tuple(self._readings))

    def _metric(self, entry: Table) -> tuple[MetricVersion, ...]:
        name = entry.one_of("id", METRICS)
        kind = entry.one_of("kind", KINDS)
        versions = []
        for version in entry.tables("version"):
            version.path = f"{name}.{version.path.rpartition('.')[2]}"
            versions.append(self._metric_version(version, name, kind))
        entry.done()
        for track in TRACKS:
            some = [v.metric.dated for v in versions if track in v.tracks]
            check_order(Table(self._file.file, f"{name}.{track}", {}), some)
        return tuple(versions)

    def _metric_version(self, entry: Table, name: str, kind: str) -> MetricVersion:
        maximum = entry.positive("maximum")
        metric = Metric(
            name,
            _CATEGORY[name],
            maximum,
            self._shape(entry, kind, maximum),
            read_dated(entry, self._sources),
            entry.maybe("deviation", entry.text),
        )
        version = MetricVersion(self._tracks(entry), metric, self._until(entry, metric.dated))
        entry.done()
        return version

    def _shape(self, entry: Table, kind: str, maximum: Fraction) -> Shape:
        match kind:
            case "people":
                return self._people(entry, maximum)
            case "net-items":
                items = tuple(self._item_part(part) for part in entry.tables("part"))
                best = self._is_best(entry, [part.id for part in items])
                self._check_sum(entry, items, maximum, best=best)
                return self._known.one(NetItems, items, best)
            case "growth-percent":
                return self._growth_percent(entry)
            case "growth-units":
                parts = tuple(self._growth_part(part) for part in entry.tables("part"))
                return self._known.one(GrowthUnits, parts, self._is_best(entry, [part.id for part in parts]))
            case _:
                amount = self._pieces.measure(entry)
                return self._known.one(
                    DistinctWorkloads, entry.positive("full_at"), amount, self._pieces.usage(entry)
                )

    def _check_sum(self, entry: Table, items: tuple[ItemPart, ...], maximum: Fraction, *, best: bool) -> None:
        """Numbers that add up have one measure; points that do have parts of the metric's maximum."""
        own = [part.maximum for part in items if part.maximum is not None]
        if own and (best or len(own) != len(items) or sum(own) != maximum):
            entry.fail("part.maximum", "the parts' own maxima, where they stand, add up to the metric's")
        if not own and not best and len({part.full_at for part in items}) != 1:
            entry.fail("part", "numbers that add up need the same full_at")

    def _is_best(self, entry: Table, parts: list[str]) -> bool:
        if not parts or len(set(parts)) != len(parts):
            entry.fail("part", "at least one part is needed, each with its own id")
        return entry.one_of("combine", ("sum", "best")) == "best"

    def _people(self, entry: Table, maximum: Fraction) -> People:
        gates = []
        for gate in entry.tables("gates") if entry.has("gates") else ():
            any_of = certification_ids(gate, "any_of", self._catalogue)
            points = gate.maybe("points", gate.positive) or Fraction(0)
            gates.append(Gate(any_of, gate.whole("at_least"), points))
            gate.done()
        counts = certification_ids(entry, "counts", self._catalogue)
        also = tuple(self._also(one) for one in (entry.tables("also") if entry.has("also") else ()))
        doubtful = self._doubtful(entry, counts)
        each = maximum / entry.positive("full_at")  # exact: 40 points over 6 people is 20/3, never 6.67
        rest = maximum - sum((gate.points for gate in gates), Fraction(0))
        if rest < 0:
            entry.fail("gates", "the steps bring more than the maximum")
        return People(counts, each, rest / each, tuple(gates), also, doubtful)

    def _also(self, entry: Table) -> frozenset[CertificationId]:
        found = certification_ids(entry, "any_of", self._catalogue)
        entry.done()
        return found

    def _doubtful(self, entry: Table, counts: frozenset[CertificationId]) -> frozenset[CertificationId]:
        """Certifications of `counts` that the reading `announced-certifications` can leave out."""
        if not entry.has("doubtful"):
            return frozenset()
        found = certification_ids(entry, "doubtful", self._catalogue)
        if not found < counts:
            entry.fail("doubtful", "some of `counts` are expected, not all")
        return found

    def _item_part(self, entry: Table) -> ItemPart:
        part = self._known.one(
            ItemPart,
            entry.one_of("id", PARTS),
            entry.one_of("item", ("tenant", "tenant-workload")) == "tenant-workload",
            entry.positive("full_at"),
            self._pieces.usage(entry),
            self._pieces.conditions(entry, "conditions"),
            entry.maybe("counts_from_association", entry.flag) is True,
            entry.maybe("maximum", entry.positive),
        )
        if not part.conditions:
            entry.fail("conditions", "at least one condition is needed")
        entry.done()
        return part

    def _growth_percent(self, entry: Table) -> GrowthPercent:
        reading = self._reading(entry) if entry.has("reading") else None
        if reading is not None and not set(self._readings[reading]) <= set(PERIODS):
            entry.fail("reading", "its alternatives are no periods")
        return self._known.one(
            GrowthPercent,
            entry.positive("full_at"),
            self._pieces.amount(entry),
            self._pieces.usage(entry),
            None if reading else entry.one_of("period", PERIODS),
            reading,
            entry.maybe("total_at_least", entry.number),
            entry.maybe("baseline_at_least", entry.number),
        )

    def _growth_part(self, entry: Table) -> GrowthPart:
        part = self._known.one(
            GrowthPart,
            entry.one_of("id", PARTS),
            entry.positive("full_at"),
            self._pieces.amount(entry),
            entry.one_of("window", PERIODS),
            entry.one_of("unit", ("users", "usd")),
            self._pieces.usage(entry),
            self._pieces.conditions(entry, "tenants"),
            entry.maybe("counts_from_association", entry.flag) is True,
        )
        entry.done()
        return part
