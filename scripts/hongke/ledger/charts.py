"""Bar charts of a workbook, drawn by Excel from the cells of its sheet."""

from __future__ import annotations

from openpyxl.chart import BarChart, Reference
from openpyxl.chart.label import DataLabelList
from openpyxl.worksheet.worksheet import Worksheet

_MOST_BARS_STANDING = 12


def bar_chart(
    sheet: Worksheet, title: str, *, labels: int, values: int, first: int, count: int, anchor: str
) -> BarChart:
    """Put a bar chart of `count` rows from row `first` beside them; `labels` and `values` are numbers of columns."""
    chart = BarChart()
    lying = count > _MOST_BARS_STANDING
    chart.type = "bar" if lying else "col"
    chart.title = title
    chart.style = 10
    chart.legend = None
    last = first + count - 1
    # The row above the first holds the title of the series.
    chart.add_data(Reference(sheet, min_col=values, min_row=first - 1, max_row=last), titles_from_data=True)
    chart.set_categories(Reference(sheet, min_col=labels, min_row=first, max_row=last))
    chart.series[0].graphicalProperties.solidFill = "B71C1C"
    chart.dataLabels = DataLabelList()
    chart.dataLabels.showVal = True
    chart.y_axis.title = "学时"
    chart.y_axis.scaling.min = 0
    # Excel hides an axis that openpyxl does not say to keep.
    chart.x_axis.delete = chart.y_axis.delete = False
    if lying:
        chart.x_axis.scaling.orientation = "maxMin"  # the first row stands on top
    chart.width, chart.height = 20, max(9, 7 * count // 10) if lying else 9
    sheet.add_chart(chart, anchor)
    return chart
