"""Random households: inputs that the template allows, at the edges more often than chance."""

import datetime as dt
import random

from loan401k.template import YOURS
from workbook.inputs import listed

#: Inputs that may not be above another one.
NOT_ABOVE = {
    "Contribution_During_Loan": "Monthly_Contribution",
    "Match_During_Loan": "Monthly_Match",
}
_TERMS = ("Loan_Years", "Personal_Years", "Plan_Longest")


def anything(one, draw):
    """A value that the input allows, bounds and zeros more often than chance would."""
    if one.choices:
        return draw.choice(one.choices)
    if one.kind == "date":
        return one.low + dt.timedelta(days=draw.randrange((one.high - one.low).days))
    if one.kind == "textLength":
        return draw.choice(["CA", "NY", "other"])
    low, high = float(one.low), float(one.high)
    if draw.random() < 0.15:
        return draw.choice([low, high])
    if high > 1e6:
        return max(low, round(10 ** draw.uniform(0, 6), 2))
    value = low + (high - low) * draw.random() ** 2
    if one.name in _TERMS:
        return max(0.5, round(2 * value) / 2)
    return float(round(value)) if one.whole else round(value, 4)


def household(seed):
    """Any inputs, of which most do not fit together."""
    draw = random.Random(seed)
    return {one.name + YOURS: anything(one, draw) for one in listed.ALL if draw.random() < 0.75}


def fitting(seed):
    """Inputs that fit together, over one of the presets."""
    draw = random.Random(seed)
    typed = {one.name: anything(one, draw) for one in listed.ALL if draw.random() < 0.3}
    for lower, usual in NOT_ABOVE.items():
        typed.pop(lower, None)
        if usual in typed and draw.random() < 0.5:
            typed[lower] = round(typed[usual] * draw.random(), 2)
    for rate in ("Federal_Rate", "State_Rate", "Early_Penalty"):
        if rate in typed:
            typed[rate] = min(typed[rate], 0.3)
    inputs = {name + YOURS: value for name, value in typed.items()}
    return inputs | {"Preset": draw.choice(("Typical today", "Article, 2011", "Home purchase"))}
