"""The table of cases in LibreOffice, and the workbook in one without the extension."""

import shutil

import pytest

from loan401k import package
from loan401k.errors import CellError
from loan401k.hosts.calc.office import Office
from tests.hosts.calc.conftest import OPERATIONS
from tests.hosts.calc.sheets import Document, shown
from tests.workbook import test_cases as cases
from tests.workbook.fast import Template
from workbook.behind.cases import NEEDS
from workbook.build import TEMPLATE

HOUSEHOLDS = 60
NAMES = (*cases.NAMES, "Turns_1", "Turns_2", "Turns_3", "Leaving_Cost", "Debt_Free_Keep")


class Window:
    """The template in LibreOffice, typed into and read by name."""

    def __init__(self, document):
        self.document = document
        parts = package.read(TEMPLATE)
        self._places = package.named_places(parts)
        self._typed = {}

    def type(self, template, inputs):
        cells = dict.fromkeys(self._typed) | {template.place(k): v for k, v in inputs.items()}
        for sheet in {place.sheet for place in cells}:
            here = {str(p.address): value for p, value in cells.items() if p.sheet == sheet}
            self.document.ask("type_cells", sheet=sheet, cells=here)
        self._typed = cells

    def read(self, names):
        places = {name: self._places[name] for name in names}
        return {
            name: self.document.read(place.sheet, f"{place.address}:{place.address}")[0][0]
            for name, place in places.items()
        }


def copied(folder):
    path = folder / "template.xlsx"
    shutil.copy(TEMPLATE, path)
    return path


@pytest.fixture(scope="module")
def window(office_with_numpy, tmp_path_factory):
    path = copied(tmp_path_factory.mktemp("cases"))
    number = office_with_numpy.ask("load", url=path.as_uri(), hidden=True)
    with Document(office_with_numpy, number) as document:
        document.heal()
        yield Window(document)


def test_sixty_households_read_the_same_in_libreoffice(window):
    template = Template()
    for seed in range(HOUSEHOLDS):
        typed = cases.typed(cases.drawn(seed))
        template.type(typed)
        window.type(template, typed)
        expected, found = template.read(NAMES), window.read(NAMES)
        for name in NAMES:
            alike = expected[name]
            if alike is None:  # beside the one word that stands for a whole table
                alike = "not possible"
            if isinstance(alike, (int, float)):
                alike = pytest.approx(float(alike), rel=1e-9, abs=1e-7)
            assert found[name] == alike, (seed, name)


def test_without_the_extension_there_is_a_sentence_and_no_error(profile, tmp_path):
    bare = tmp_path / "profile"
    bare.mkdir()
    with Office(bare, OPERATIONS) as office:
        number = office.ask("load", url=copied(tmp_path).as_uri(), hidden=True)
        with Document(office, number) as document:
            document.heal()
            document.ask("type_cells", sheet="Start", cells={"C6": 12_000})
            document.ask("calculate")
            parts = package.read(TEMPLATE)
            cells = {
                f"{sheet}!{place}": shown(value)
                for sheet in package.sheet_parts(parts)
                for place, value in document.ask("formula_cells", sheet=sheet).items()
            }
    assert {place: value for place, value in cells.items() if isinstance(value, CellError)} == {}
    assert cells["Start!G1"] == NEEDS
    start = {place: v for place, v in cells.items() if place.startswith("Start!D")}
    assert {place: v for place, v in start.items() if v != ""} == {"Start!D6": 12_000}
