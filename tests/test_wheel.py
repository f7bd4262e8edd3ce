"""What is installed holds everything that runs: the house's templates and assets, and the preview's page."""

from pathlib import Path
from typing import Final
from zipfile import ZipFile

from hatchling.builders.wheel import WheelBuilder

from hidaka_dx.preview.answers import OWN

ROOT: Final = Path(__file__).parent.parent
HOUSE: Final = "hidaka_dx/house"


def test_the_wheel_holds_every_file_that_runs() -> None:
    held = {file.distribution_path for file in WheelBuilder(str(ROOT)).recurse_included_files()}
    houses = [path for name in ("templates", "assets") for path in (ROOT / name).rglob("*") if path.is_file()]
    needed = {f"{HOUSE}/{path.relative_to(ROOT).as_posix()}" for path in houses}
    ours = [path for path in (ROOT / "hidaka_dx").rglob("*") if path.is_file() and path.parent.name != "__pycache__"]
    needed |= {path.relative_to(ROOT).as_posix() for path in ours}
    needed |= {f"hidaka_dx/preview/static/{name}" for name, _ in OWN.values()}
    assert {f"{HOUSE}/templates/web/index.html.j2", f"{HOUSE}/assets/web/style.css"} <= needed
    assert "hidaka_dx/content/descriptions.yaml" in needed
    assert needed - held == set()


def test_installed_for_development_nothing_is_copied(tmp_path: Path) -> None:
    """The checkout's own files run; a copy of the fonts would be 15 MB that nobody reads."""
    (wheel,) = WheelBuilder(str(ROOT)).build(directory=str(tmp_path), versions=["editable"])
    held = ZipFile(wheel).namelist()
    assert {name for name in held if ".dist-info/" not in name} == {"_editable_impl_hidaka_dx.pth"}
