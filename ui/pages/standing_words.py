"""What a standing says in words: its chips, the fact that matters most, a metric's value."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from readiness.assess.finding import Finding
from readiness.facts import METRICS, month_of
from readiness.snapshot import Snapshot, Standing
from ui import text
from ui.text import _, ngettext

if TYPE_CHECKING:
    from readiness.planning import AreaAhead, Step

_NAMED = 2
"""More metrics at zero are counted: their names have no room on a card."""


class FactLine(NamedTuple):
    """The one sentence under the score; `tone` is a colour role, `icon` is empty for a quiet one."""

    words: str
    tone: str = "text-muted"
    icon: str = ""


def lowered(words: str) -> str:
    """A name inside a sentence: without its capital, unless it is an abbreviation."""
    return words if words[:2].isupper() else words[:1].lower() + words[1:]


def chips_of(
    standing: Standing, ahead: "AreaAhead | None" = None, length: str = "status"
) -> tuple[tuple[str, str], ...]:
    """Kind and word of each chip, the status last; its word may be that of `status-short`."""
    if not standing.has_rules:
        return ()
    preview = (("preview", text.name("chip", "preview")),) if standing.preview else ()
    at_risk = (("at-risk", text.name("chip", "at-risk")),) if ahead and ahead.outlook.is_at_risk else ()
    status = ((standing.status, text.name(length, standing.status)),) if standing.status else ()
    return (*preview, *at_risk, *status)


def fact_of(standing: Standing, on: date, ahead: "AreaAhead | None" = None) -> FactLine:
    """What threatens first, else what is owed, else what is reached."""
    if not standing.has_rules:
        return FactLine(_("No rules are known for this day"))
    return _threat(standing, ahead) or _reached(standing, on)


def _threat(standing: Standing, ahead: "AreaAhead | None") -> FactLine | None:
    if standing.blocked_by:
        return FactLine(_blocked(standing.blocked_by), "danger", "ban")
    if standing.status == "enrolled-renewal-due" and standing.enrollment is not None:
        return FactLine(_("Renewal due since {day}", day=standing.enrollment.anniversary), "warning", "clock")
    if ahead is not None and ahead.outlook.falls:
        return FactLine(_falls(ahead), "warning", "triangle-alert")
    return None


def _reached(standing: Standing, on: date) -> FactLine:
    if standing.missing > 0:
        short, mark = standing.missing, standing.pass_mark
        return FactLine(
            ngettext(
                "{n:points} point short of {mark:0}", "{n:points} points short of {mark:0}", short, mark=mark
            )
        )
    if standing.enrollment is not None:
        weeks = max((standing.enrollment.anniversary - on).days // 7, 0)
        due = standing.enrollment.anniversary
        return FactLine(
            ngettext("Anniversary {day}, in {n} week", "Anniversary {day}, in {n} weeks", weeks, day=due)
        )
    return FactLine(_("{mark:0} points reached, and no metric at 0", mark=standing.pass_mark))


def _falls(ahead: "AreaAhead") -> str:
    """Where the forecast falls to before it matters: the first two steps."""
    first, *more = ahead.outlook.falls
    if not more:
        return _("Falls to {points:points} on {day:short}", points=first.after, day=first.on)
    return _(
        "Falls to {points:points} on {day:short}, {then:points} on {later:short}",
        points=first.after,
        day=first.on,
        then=more[0].after,
        later=more[0].on,
    )


def step_words(step: "Step") -> tuple[str, str]:
    """What to do, and the points it brings or keeps."""
    said = text.say(step.title)
    if step.kind == "renew":
        return said, _("keeps {points:points}", points=step.gain)
    return said, text.signed(step.gain)


def _blocked(metrics: tuple[str, ...]) -> str:
    if len(metrics) == 1:
        return _("Blocked: {metric} at 0", metric=lowered(text.name("metric", metrics[0])))
    if len(metrics) > _NAMED:
        return _("Blocked: {n} metrics at 0", n=len(metrics))
    names = lowered(text.words().listed(lowered(text.name("metric-short", m)) for m in metrics))
    return _("Blocked: {metrics} at 0", metrics=names)


def track_word(standing: Standing) -> str:
    """The track's word; nothing where the rules know no tracks."""
    return "" if standing.track in (None, "single") else text.name("track", standing.track)


def metrics_of(finding: Finding) -> tuple[Finding, ...]:
    """The metrics below a track, in the rules' order."""
    found: list[Finding] = []
    for child in finding.because:
        if child.rule in METRICS:
            found.append(child)
        else:
            found.extend(metrics_of(child))
    return tuple(found)


def metric_value(metric: Finding, fits: Callable[[str], bool]) -> str:
    """What was found, in words where they fit: `3 of 5 people`, else `3 of 5`."""
    if not metric.maximum:
        return _("not asked")
    found = text.say(metric.found)
    if metric.value is None or metric.full_at is None or fits(found):
        return found
    value = text.number(metric.value, 0 if metric.value.denominator == 1 else 1)
    most = text.number(metric.full_at, 0 if metric.full_at.denominator == 1 else 1)
    return _("{value} of {most}", value=value, most=most)


def late_usage(snapshot: Snapshot) -> str:
    """Through which month usage is known, where the last month is not in yet; else nothing."""
    month = snapshot.data_month
    if month is None or month >= month_of(snapshot.on) - 1:
        return ""
    return _("usage through {month}", month=month)


def spoken(standing: Standing, snapshot: Snapshot, ahead: "AreaAhead | None" = None) -> str:
    """The whole card as one sentence, for a screen reader."""
    chips = ", ".join(words for _kind, words in chips_of(standing, ahead))
    said = _(
        "{area} {track}: {total} of 100 on {day}. {chips}. {fact}.",
        area=text.area_name(standing.area),
        track=track_word(standing),
        total=text.total(standing.shown) if standing.has_rules else "\N{EN DASH}",
        day=snapshot.on,
        chips=chips,
        fact=fact_of(standing, snapshot.on, ahead).words,
    )
    late = late_usage(snapshot)
    if late:
        said = _("{card} {note}.", card=said, note=late)
    if ahead is None or ahead.next is None:
        return said
    step, gain = step_words(ahead.next)
    return _("{card} Next: {step}, {gain}.", card=said, step=step, gain=gain)
