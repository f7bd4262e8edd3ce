"""A test for each reader that is on this machine, or that `tools/prepare.sh test` would have installed."""

from typing import Final

import pytest

from measure.readers import READERS, Reader


def _asked(reader: Reader) -> object:
    lacking = reader.lacks()
    reason = f"{lacking}がないため、{reader.name} での検査を飛ばします。"
    return pytest.param(reader, id=reader.name, marks=pytest.mark.skipif(bool(lacking), reason=reason))


EACH_READER: Final = pytest.mark.parametrize(
    "reader", [_asked(each) for each in READERS if each.is_prepared or not each.lacks()]
)
