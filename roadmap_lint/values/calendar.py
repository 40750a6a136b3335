"""The names of months and weekdays."""

from __future__ import annotations

from roadmap_lint.lazy import pattern

# In English: a word that slipped is corrected to one of them.
MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"),
            ("february", "feb"),
            ("march", "mar"),
            ("april", "apr"),
            ("may",),
            ("june", "jun"),
            ("july", "jul"),
            ("august", "aug"),
            ("september", "sept", "sep"),
            ("october", "oct"),
            ("november", "nov"),
            ("december", "dec"),
        ),
        start=1,
    )
    for name in names
}
# German, French, Spanish, Italian, Portuguese, Dutch, and what Scandinavians write otherwise.
_MONTHS_ABROAD = (
    "januar jänner janvier enero gennaio janeiro januari",
    "februar februari février fevrier febrero febbraio fevereiro",
    "märz maerz mars marzo março maart marts",
    "avril abril aprile",
    "mai mayo maggio maio mei maj",
    "juni juin junio giugno junho",
    "juli juillet julio luglio julho",
    "août aout agosto augustus augusti",
    "septembre septiembre settembre setembro",
    "oktober octobre octubre ottobre outubro",
    "novembre noviembre novembro",
    "dezember décembre decembre diciembre dicembre dezembro desember",
)
_ABROAD = {name: number for number, names in enumerate(_MONTHS_ABROAD, start=1) for name in names.split()}
MONTH_NUMBERS = MONTHS | _ABROAD
MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
MONTH_ABROAD = "|".join(sorted(_ABROAD, key=len, reverse=True))
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
WEEKDAY_NUMBERS = {
    name.lower(): number
    for number, weekday in enumerate(WEEKDAYS)
    for name in (weekday, weekday[:3], {"Tuesday": "Tues", "Thursday": "Thurs"}.get(weekday, weekday))
}

_MONTH_NAME = pattern("|".join(dict.fromkeys(name[:3] for name in MONTHS)))
_TWO_NUMBERS = pattern(r"\d\D+\d")
_WORD = pattern(r"[^\W\d_]+")


def names_a_month(text: str) -> bool:
    return _MONTH_NAME.search(text) is not None


def names_two_months(text: str) -> bool:
    return len(_MONTH_NAME.findall(text)) > 1


def names_a_day(text: str) -> bool:
    """Whether there is a month, and a number for its day besides that of the year."""
    return _TWO_NUMBERS.search(text) is not None and names_a_month(text)


def names_a_month_abroad(text: str) -> bool:
    return not _ABROAD.keys().isdisjoint(_WORD.findall(text))


def names_a_day_abroad(text: str) -> bool:
    return _TWO_NUMBERS.search(text) is not None and names_a_month_abroad(text)
