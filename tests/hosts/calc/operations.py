"""What the tests ask of LibreOffice; run by its client, with its Python."""

import itertools
import runpy

ERROR, TEXT = 4, 2

_documents = {}
_numbers = itertools.count()


def _properties(**values):
    from com.sun.star.beans import PropertyValue

    return tuple(PropertyValue(name, 0, value, 0) for name, value in values.items())


def _keep(document):
    number = next(_numbers)
    _documents[number] = document
    return number


def new(office):
    """Make an empty spreadsheet; return its number."""
    hidden = _properties(Hidden=True)
    return _keep(office.desktop.loadComponentFromURL("private:factory/scalc", "_blank", 0, hidden))


def load(office, url, hidden):
    """Open a file, as a program does or as a person does; return its number."""
    properties = _properties(Hidden=True) if hidden else ()
    return _keep(office.desktop.loadComponentFromURL(url, "_blank", 0, properties))


def close(office, document):
    _documents.pop(document).close(True)


def store(office, document, url, format):
    _documents[document].storeToURL(url, _properties(FilterName=format, Overwrite=True))


def fill(office, document, cells, columns, arrays):
    """Type cells, columns and array formulas into a new sheet; return its name."""
    sheets = _documents[document].Sheets
    name = f"Test{sheets.Count}"
    sheets.insertNewByName(name, sheets.Count)
    sheet = sheets.getByName(name)
    for place, value in cells.items():
        cell = sheet.getCellRangeByName(place)
        if not isinstance(value, str):
            cell.Value = value
        elif value.startswith("="):
            cell.Formula = value
        else:
            cell.String = value
    for letter, values in columns.items():
        area = sheet.getCellRangeByName(f"{letter}1:{letter}{len(values)}")
        if isinstance(values[0], str):
            area.setFormulaArray(tuple((formula,) for formula in values))
        else:
            area.setDataArray(tuple((value,) for value in values))
    for area, formula in arrays.items():
        sheet.getCellRangeByName(area).setArrayFormula(formula)
    return name


def type_number(office, document, sheet, place, value):
    """Type a number into a cell of a sheet that is there."""
    _documents[document].Sheets.getByName(sheet).getCellRangeByName(place).Value = value


def type_cells(office, document, sheet, cells):
    """Type numbers and texts into cells of a sheet that is there, None to leave one blank."""
    found = _documents[document].Sheets.getByName(sheet)
    for place, value in cells.items():
        cell = found.getCellRangeByName(place)
        if isinstance(value, (int, float)):
            cell.Value = value
        else:
            cell.String = value or ""


def read(office, document, sheet, area):
    """Return rows of what cells show: numbers, texts, and errors as {"error": number}."""
    cells = _documents[document].Sheets.getByName(sheet).getCellRangeByName(area)
    rows = [list(row) for row in cells.getDataArray()]
    for y, row in enumerate(rows):
        for x, value in enumerate(row):
            if value is None:
                row[x] = {"error": cells.getCellByPosition(x, y).getError()}
    return rows


def formula_cells(office, document, sheet):
    """Return {A1: what it shows} for all cells with formulas, those of array formulas too."""
    from com.sun.star.sheet.CellFlags import FORMULA

    found = _documents[document].Sheets.getByName(sheet).queryContentCells(FORMULA)
    shown = {}
    for part in found.RangeAddresses:
        top, left = part.StartRow, part.StartColumn
        area = (
            _documents[document]
            .Sheets.getByName(sheet)
            .getCellRangeByPosition(left, top, part.EndColumn, part.EndRow)
        )
        for y, row in enumerate(area.getDataArray()):
            for x, value in enumerate(row):
                if value is None:
                    value = {"error": area.getCellByPosition(x, y).getError()}
                shown[f"{_letters(left + x)}{top + y + 1}"] = value
    return shown


def _letters(column):
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def formulas(office, document, sheet, area):
    cells = _documents[document].Sheets.getByName(sheet).getCellRangeByName(area)
    return [list(row) for row in cells.getFormulaArray()]


def calculate(office, document):
    """Calculate every formula again, whether its arguments have changed or not."""
    _documents[document].calculateAll()


def heal(office, document, module, functions):
    """Run our module for documents whose functions were not found."""
    runpy.run_path(module)["heal"](_documents[document], functions)


def state(office, document):
    """Return whether a document counts as changed, and whether there is something to undo."""
    model = _documents[document]
    return [model.isModified(), model.UndoManager.isUndoPossible()]


def names(office, document):
    return list(_documents[document].NamedRanges.ElementNames)


def descriptions(office):
    """Return what the function wizard knows: category, text and arguments by function."""
    known = office.service("com.sun.star.sheet.FunctionDescriptions")
    found = {}
    for index in range(known.Count):
        entry = {part.Name: part.Value for part in known.getByIndex(index)}
        arguments = [[a.Name, a.Description, a.IsOptional] for a in entry["Arguments"] or ()]
        found[entry["Name"]] = [entry["Category"], entry["Description"], arguments]
    return found


def methods(office, interface):
    """Return the methods of an interface: name, type of the result, parameters with their types."""
    reflection = office.singleton("com.sun.star.reflection.theCoreReflection")
    return [
        [m.Name, m.ReturnType.Name, [[p.aName, p.aType.Name] for p in m.ParameterInfos]]
        for m in reflection.forName(interface).Methods
        if m.DeclaringClass.Name == interface
    ]


def run_macros(office, url, cells, library):
    """Open a macro workbook, its macros allowed; return texts of cells, and its modules."""
    always_execute = 4
    properties = _properties(Hidden=True, MacroExecutionMode=always_execute)
    document = office.desktop.loadComponentFromURL(url, "_blank", 0, properties)
    try:
        sheet = document.Sheets.getByIndex(0)
        modules = document.BasicLibraries.getByName(library)
        return {
            "cells": {name: sheet.getCellRangeByName(name).String for name in cells},
            "modules": {name: modules.getByName(name) for name in modules.ElementNames},
        }
    finally:
        document.close(True)
