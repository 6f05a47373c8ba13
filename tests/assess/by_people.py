"""Examples about people and certifications, put into records."""

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction

from readiness.assess import Finding
from readiness.snapshot import shown_total
from readiness.words import Words
from tests.assess.examples import Example, check_points, number
from tests.assess.world import World


def named_people(example: Example) -> None:
    world = example.world()
    for name, some in example.given["people"].items():
        world.person(name, [code for word in some for code in codes_of(example, word)])
    metric = example.metric(world)
    check_points(example, metric.points)
    check_steps(example, metric)
    if "counted" in example.expected:
        scoring = next(part for part in metric.because if part.rule == "step")
        assert sorted(scoring.evidence) == example.expected["counted"]


def codes_of(example: Example, word: str) -> Iterator[str]:
    """An exam code as it is; a step of Security as a certification that counts for no other step."""
    if not word.startswith("step"):
        yield word
        return
    shape, _ = example.people_rule()
    steps = (*(gate.any_of for gate in shape.gates), shape.counts)
    wanted = steps[int(word.removeprefix("step")) - 1]
    others = frozenset().union(*(step for step in steps if step is not wanted))
    yield example.code(wanted, without=others if wanted - others else frozenset())


def check_steps(example: Example, metric: Finding) -> None:
    gates = [part for part in metric.because if part.rule == "gate"]
    steps = [part for part in metric.because if part.rule in ("gate", "step")]
    for key, met in example.expected.items():
        if key.endswith("_met"):
            assert gates[int(key[4]) - 1].met is met
    if "by_step" in example.expected:
        assert [part.points for part in steps] == example.expected["by_step"]


def counted_people(example: Example) -> None:
    """Different people in each step."""
    shape, _ = example.people_rule()
    steps = (*(gate.any_of for gate in shape.gates), shape.counts)
    world = example.world()
    for (name, count), certifications in zip(example.given["step_counts"].items(), steps, strict=True):
        code = name.partition("_")[2] or example.code(certifications)
        world.people(count, code)
    metric = example.metric(world)
    assert metric.points in {
        number(p) for p in (example.expected["points"], *example.expected.get("alternatives", ()))
    }
    check_steps(example, metric)


def holders(example: Example, world: World, count: int, metric: str | None = None) -> None:
    """So many people in the scoring step, and enough in the steps before."""
    shape, _ = example.people_rule(metric)
    for gate in shape.gates:
        world.people(gate.at_least, example.code(gate.any_of, without=shape.counts))
    world.people(count, example.code(shape.counts))


def certified_people(example: Example) -> None:
    world = example.world()
    given = example.given
    holders(example, world, given.get("certified_people") or given["qualifying_people"])
    check_points(example, example.metric(world).points)


def both_skillings(example: Example) -> None:
    world = example.world()
    holders(example, world, example.given["intermediate_people"], "intermediate-certifications")
    holders(example, world, example.given["advanced_people"], "advanced-certifications")
    check_points(example, example.metric(world, "intermediate-certifications").points, "intermediate")
    check_points(example, example.metric(world, "advanced-certifications").points, "advanced")


def shown_people(example: Example) -> None:
    """A metric is shown with one decimal."""
    world = example.world()
    holders(example, world, example.given["value"])
    assert Words("en").points(example.metric(world).points) == shown(example.expected["points_shown"])


def shown(points: float) -> str:
    return f"{points:.1f}"


def shown_difference(example: Example) -> None:
    points = []
    for count in (example.given["from"], example.given["to"]):
        world = example.world()
        holders(example, world, count)
        points.append(example.metric(world).points)
    words = Words("en")
    assert words.points(points[1]) == shown(example.expected["points_shown"])
    assert words.points(points[1] - points[0]) == shown(example.expected["delta_shown"])
    others = Fraction(8 + 5 * 10)
    assert shown_total(others + points[1], Fraction(70)) == str(example.expected["total_shown"])


def leaver(example: Example) -> None:
    """Somebody whose account was deleted in a month counts until the 10th of the next."""
    year, month = map(int, example.given["left_and_account_deleted"].split("-"))
    gone = date(year, month, 15)
    last = date.fromisoformat(example.expected["drops_after"])
    for day, counts in ((last, True), (last + timedelta(days=1), False)):
        then = Example(example.case, example.rulebook, day, "infrastructure", "single")
        world = World(example.rulebook, gone)
        world.person("A", ["AZ-104"], gone)
        gate = next(p for p in then.metric(world, "intermediate-certifications").because if p.rule == "gate")
        assert (gate.value == 1) is counts


def retirement(example: Example) -> None:
    for text, counts in example.expected["counts_on"].items():
        day = date.fromisoformat(text)
        track = example.rulebook.on(day).areas[example.area].tracks[0].id
        then = Example(example.case, example.rulebook, day, example.area, track)
        world = World(example.rulebook, date.fromisoformat(example.given["retired"]))
        person = world.person("A", ())
        world.award(person, example.given["cert"], date(2030, 1, 1))
        metric = example.case["metric"].replace("retirement", "intermediate-certifications")
        rule = "gate" if example.given.get("gate") else "step"
        parts = [part for part in then.metric(world, metric).because if part.rule == rule]
        assert any(part.value == 1 for part in parts) is counts
