"""Read the files in data/, once, when it is imported.

Every entry has a value with its unit, the year it holds for, and a citation. ``confirm`` marks
what comes from general knowledge and is to be looked up before it is printed as fact.

The records are named tuples: dataclasses would take longer to make than the files to read.
"""

from __future__ import annotations

import json
import pkgutil
from collections.abc import Iterator, Mapping
from typing import Any, Generic, NamedTuple, TypeVar, cast

Key = TypeVar("Key")
Value = TypeVar("Value")

_STATUS_WORDS = {
    "single": "single",
    "married": "married filing jointly",
    "separate": "married filing separately",
    "head": "head of household",
}

#: The filing statuses of FED_TAX.
STATUSES = tuple(_STATUS_WORDS)


class Entry(NamedTuple):
    """One dated value with its source.

    Attributes:
        name: unique within its table.
        topic: heading under which a list of rules shows it.
        what: what the value is, in a sentence without a full stop.
        value: number in `unit`; True or False where the unit is "yes or no".
        unit: "dollars", "share", "share a year", "years", ...
        year: tax year of a limit; for a rule the year it was read in; year of a measured figure.
        citation: statute, regulation, notice or study.
        effective: ISO date or month of a value that changes within a year, else "".
        confirm: from general knowledge, to be looked up before it is printed as fact.
    """

    name: str
    topic: str
    what: str
    value: float
    unit: str
    year: int
    citation: str
    effective: str = ""
    confirm: bool = False


class TaxTable(NamedTuple):
    """Federal income tax of one year and filing status, in dollars.

    Attributes:
        year: tax year.
        status: one of `STATUSES`.
        standard_deduction: dollars.
        edges: upper edges of all brackets but the last, of taxable income, ascending.
        rates: rate of each bracket, one more than edges.
        entries: the same numbers one by one, with their citations.
    """

    year: int
    status: str
    standard_deduction: float
    edges: tuple[float, ...]
    rates: tuple[float, ...]
    entries: tuple[Entry, ...]

    @property
    def citation(self) -> str:
        """Every source of the table."""
        return "; ".join(dict.fromkeys(entry.citation for entry in self.entries))

    @property
    def unit(self) -> str:
        """Unit of deduction and edges; the rates are shares of taxable income."""
        return "dollars"

    @property
    def confirm(self) -> bool:
        """Whether any number of the table is still to be looked up."""
        return any(entry.confirm for entry in self.entries)


class Table(Mapping[Key, Value], Generic[Key, Value]):
    """A mapping that cannot be changed, and whose KeyError says which keys there are."""

    def __init__(self, noun: str, held: Mapping[Key, Value]) -> None:
        self._noun = noun
        self._held = dict(held)

    def __getitem__(self, key: Key) -> Value:
        try:
            return self._held[key]
        except KeyError:
            known = ", ".join(map(_words, self._held))
            raise KeyError(f"no {self._noun} {_words(key)}; known: {known}") from None

    def __contains__(self, key: object) -> bool:
        return key in self._held

    def __iter__(self) -> Iterator[Key]:
        return iter(self._held)

    def __len__(self) -> int:
        return len(self._held)


def _words(key: object) -> str:
    """Return a key as text: ("deferral", 2024) is "deferral 2024"."""
    return " ".join(map(str, key)) if isinstance(key, tuple) else str(key)


def _read(file: str) -> list[dict[str, Any]]:
    # Through the package's own loader, so that it may lie in a folder or in a zip file. Not by
    # importlib.resources: that takes longer to import than all else here.
    data = cast(bytes, pkgutil.get_data(__name__, f"data/{file}"))
    entries: list[dict[str, Any]] = json.loads(data)
    return entries


def _by_name(noun: str, *files: str) -> Table[str, Entry]:
    read = [Entry(**raw) for file in files for raw in _read(file)]
    return Table(noun, {entry.name: entry for entry in read})


def _plan_limits() -> Table[tuple[str, int], Entry]:
    read = [Entry(**raw) for raw in _read("plan_limits.json")]
    return Table("plan limit", {(entry.name, entry.year): entry for entry in read})


def _tax_table(
    status: str, deduction: dict[str, Any], edges: dict[str, Any], rates: dict[str, Any]
) -> TaxTable:
    """Return one table from its three lines of federal_tax.json."""
    year, of = deduction["year"], _STATUS_WORDS[status]
    lower_edges = [0, *edges["value"]]
    return TaxTable(
        year,
        status,
        deduction["value"],
        tuple(edges["value"]),
        tuple(rates["value"]),
        (
            Entry(
                f"standard_deduction_{status}_{year}",
                "Standard deduction",
                f"Standard deduction, {of}",
                deduction["value"],
                deduction["unit"],
                year,
                deduction["citation"],
                confirm=deduction.get("confirm", False),
            ),
            *(
                Entry(
                    f"bracket_{rate * 100:.0f}_{status}_{year}",
                    "Federal tax brackets",
                    f"{rate:.0%} on taxable income above, {of}",
                    edge,
                    edges["unit"],
                    year,
                    edges["citation"],
                    confirm=edges.get("confirm", False),
                )
                for edge, rate in zip(lower_edges, rates["value"], strict=True)
            ),
        ),
    )


def _federal_tax() -> Table[tuple[int, str], TaxTable]:
    lines = {(raw["year"], raw["status"], raw["name"]): raw for raw in _read("federal_tax.json")}
    tables = {
        (year, status): _tax_table(
            status,
            deduction,
            lines[year, status, "bracket_edges"],
            lines[year, "all", "rates"],
        )
        for (year, status, name), deduction in lines.items()
        if name == "standard_deduction"
    }
    return Table("federal tax table", tables)


#: Rules of the law, penalties, usual rates and fees, by name.
RULES = _by_name("rule", "loan_rules.json", "penalties.json", "rates.json")

_STATE_ADDITION = "state_addition_"

#: What states add where the 10% tax on early distributions applies, by their two letters.
STATE_ADDITIONS = {
    name.removeprefix(_STATE_ADDITION).upper(): entry.value
    for name, entry in RULES.items()
    if name.startswith(_STATE_ADDITION)
}

#: Contribution limits in dollars a year, by (name, year).
PLAN_LIMITS = _plan_limits()

#: Figures of the articles and of research, by name.
FACTS = _by_name("figure", "facts.json")

#: Federal income tax, by (year, status).
FEDERAL_TAX = _federal_tax()

#: The tax years that FEDERAL_TAX holds, ascending.
TAX_YEARS = tuple(sorted({year for year, _ in FEDERAL_TAX}))


def entries() -> Iterator[Entry]:
    """Yield every entry: rules, plan limits, federal tax, figures."""
    yield from RULES.values()
    yield from PLAN_LIMITS.values()
    for table in FEDERAL_TAX.values():
        yield from table.entries
    yield from FACTS.values()
