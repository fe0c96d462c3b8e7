"""Workbooks (.xlsx) of plain bordered sheets, written as text: a build need not load openpyxl, nor build a tree of each cell.

The bytes are those that openpyxl gives (with lxml) for the same sheets; a test makes each both ways. `parts/` holds what is the
same in every workbook, as openpyxl writes it. Whatever has more than a heading, rows and checks is made with
`hongke.workbook`.
"""
