"""Days of certificates and time stamps, as people in Japan read them."""

from datetime import UTC, datetime

from hidaka_dx.japanese import JAPAN, seireki_date


def in_japan(moment: datetime) -> str:
    """Return the day of a moment in Japan: 「2031年3月31日」."""
    return seireki_date(moment.astimezone(JAPAN).date())


def minute_in_japan(moment: datetime) -> str:
    """Return a moment in Japan to the minute: 「2026年11月28日 15時07分」."""
    local = moment.astimezone(JAPAN)
    return f"{seireki_date(local.date())} {local:%H時%M分}"


def now() -> datetime:
    """Return the moment, as this machine's clock has it."""
    return datetime.now(UTC)
