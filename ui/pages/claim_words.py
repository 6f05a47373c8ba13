"""Claims of engagements in words: their steps, which one is next, and by when."""

from datetime import date

from readiness.claims import ClaimStep, claim_steps, next_step
from readiness.facts import Engagement
from readiness.rules import ProgrammeHistory
from ui.text import _, day, name


def next_words(step: ClaimStep | None) -> str:
    """What is to be done next, and by when."""
    if step is None:
        return _("Nothing is left to do")
    if step.due_on is None:
        return name("claim-step", step.step)
    return _("{step} by {day}", step=name("claim-step", step.step), day=day(step.due_on))


def step_words(step: ClaimStep) -> str:
    """How it stands with one step."""
    if step.done_on is not None:
        return _("Done on {day}", day=day(step.done_on))
    if step.is_done:
        return _("Over, on which day is not recorded")
    if step.due_on is not None:
        return _("By {day}", day=day(step.due_on))
    return _("Its days begin with the step before") if step.step != "claim" else _("No day is set for it")


def status_words(engagement: Engagement) -> str:
    return name("claim", engagement.status) if engagement.status else _("Not claimed yet")


def claim_words(engagement: Engagement, programme: ProgrammeHistory, on: date) -> str:
    """The claim in one line: its status and the next step."""
    steps = claim_steps(engagement, programme, on)
    step = next_step(steps)
    if step is None:
        return status_words(engagement)
    return _("{status}. Next: {step}", status=status_words(engagement), step=next_words(step))
