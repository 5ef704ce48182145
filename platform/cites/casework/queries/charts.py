"""The indicators as their readers see them: tables with charts, in their language; and as plain rows."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from cites.casework.figures import Figures, added
from cites.casework.queries.indicators import ByMonth
from cites.casework.queries.words import language
from cites.casework.tables import Indicator, Value
from cites.look.charts import Chart, Measured, draw_bars
from localization.formats import format_month, format_percent, format_quantity

NOTHING = "–"


@dataclass(frozen=True, slots=True)
class ShownIndicator:
    """One indicator: its chart, and a table whose rows begin with their month; the last counts all of them."""

    indicator: Indicator
    chart: Chart
    columns: list[str]
    rows: list[tuple[str, list[str]]]
    total: tuple[str, list[str]]
    description: str


def show_indicator(indicator: Indicator, months: Sequence[date], figures: ByMonth, document: str) -> ShownIndicator:
    """Return an indicator of one kind of document, or of all of them where none is named."""
    counted = [(month, _of_month(figures, month, document)) for month in months]
    whole = added(each for _month, each in counted)
    columns = [column for column in indicator.columns if not column.only_if_any or column.of(whole)]
    labels = [str(column.label) for column in columns]
    rows = [(_month_words(month), [in_words(column.of(each)) for column in columns]) for month, each in counted]
    total = _("All months"), [in_words(column.of(whole)) for column in columns]
    return ShownIndicator(
        indicator=indicator,
        chart=draw_bars([_measured(indicator, month, each) for month, each in counted], indicator.most),
        columns=labels,
        rows=rows,
        total=total,
        description="; ".join(
            _("%(label)s: %(value)s") % {"label": label, "value": value}
            for label, value in zip(labels, total[1], strict=True)
        ),
    )


def _measured(indicator: Indicator, month: date, figures: Figures) -> Measured:
    value, beyond = indicator.bar(figures), indicator.beyond(figures) if indicator.beyond else None
    words = in_words(value) if beyond is None else f"{in_words(value)} / {in_words(beyond)}"
    return Measured(_month_words(month), words, value, beyond)


def plain_rows(
    indicators: Sequence[Indicator], months: Sequence[date], figures: ByMonth, documents: Iterable[tuple[str, str]]
) -> Iterator[list[Any]]:
    """Yield the heading and a row for each month and document: months as 2026-11, shares in percent."""
    several = len(indicators) > 1
    labels = [
        f"{indicator.title}: {column.label}" if several else str(column.label)
        for indicator in indicators
        for column in indicator.columns
    ]
    yield [_("Month"), _("Document"), _("Name of the document"), *labels]
    for month in months:
        for code, name in documents:
            each = figures.get((month, code), Figures())
            values = [column.of(each) for indicator in indicators for column in indicator.columns]
            yield [f"{month:%Y-%m}", code, name, *values]


def in_words(value: Value) -> str:
    """Return a number in the reader's language, a share with its sign; a dash where there is none."""
    if value is None:
        return NOTHING
    return format_percent(value, language()) if isinstance(value, Decimal) else format_quantity(value, language())


def _of_month(figures: ByMonth, month: date, document: str) -> Figures:
    if document:
        return figures.get((month, document), Figures())
    return added(each for (when, _code), each in figures.items() if when == month)


def _month_words(month: date) -> str:
    return format_month(month, language())
