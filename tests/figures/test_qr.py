"""A code on paper: what is drawn is what the standard asks for, module by module, and readable after a copy."""

import re

import segno

from hidaka_dx import theme
from hidaka_dx.figures import qr

NUMBER = "e0539a68c86d16236e07d6a39cf600394ad7dbd68d0f9ee6538a2e74bec18a7b"


def test_every_module_is_drawn_where_it_belongs_with_white_around() -> None:
    svg = qr.draw(NUMBER).svg
    drawn = set[tuple[int, int]]()
    for x, y, wide, high in re.findall(r"M([\d.]+) ([\d.]+)h([\d.]+)v([\d.]+)h-\3z", svg):
        assert float(high) == qr.MODULE
        row, begin = float(y) / qr.MODULE - qr.QUIET, float(x) / qr.MODULE
        drawn |= {(int(row), int(begin) + each) for each in range(int(float(wide) / qr.MODULE))}
    wanted = segno.make(NUMBER, error="m", boost_error=False, micro=False)
    assert drawn == {
        (row, column) for row, cells in enumerate(wanted.matrix) for column, dark in enumerate(cells) if dark
    }
    assert wanted.error == "M"
    assert svg.count("<path ") == 1
    below = qr.lines(NUMBER) * theme.LINE / qr.MODULE - qr.QUIET - len(wanted.matrix)
    assert below >= qr.QUIET
