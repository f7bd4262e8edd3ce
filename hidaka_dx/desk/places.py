"""Which value of a data file stands at a place."""

from hidaka_dx.problem import Place
from hidaka_dx.source import Data, Path


def path_at(data: Data, place: Place) -> Path:
    """Return the path of the value that begins at a place, the outermost one, or whose key does; or the last before it."""
    here = (place.line, place.column)
    starts = {path: (start.line, start.column) for path, start in data.places.items()}
    keys = {path: (start.line, start.column) for path, start in data.keys.items()}
    if exact := [path for path in (*starts, *keys) if here in (starts.get(path), keys.get(path))]:
        return min(exact, key=len)
    before = [
        (keys.get(path, start), len(path), path) for path, start in starts.items() if keys.get(path, start) <= here
    ]
    return max(before)[2] if before else ()
