"""Writes the workbooks that the tests read in formats for which there is no
writer in Rust: .xls with xlwt 1.3.0, .ods with odfpy 1.4.1 (both from PyPI).

    pip install xlwt==1.3.0 odfpy==1.4.1
    python tests/data/workbooks/make.py

The women are those of tests/suite/support/corpus.rs. Nobody in them exists.
"""

import datetime
import pathlib

import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

FOLDER = pathlib.Path(__file__).parent

HEADER = [
    "연구번호", "나이(세)", "체질량지수", "유산 횟수", "유산 원인", "NK세포(%)",
    "NK세포 활성도 50:1 (%)", "NK세포 활성도 25:1 (%)", "NK세포 활성도 12.5:1 (%)",
    "Th1/Th2 비율", "면역글로불린 치료", "임신결과", "태아 염색체",
]
ROWS = [
    ["001", 34, 21.5, 2, "원인불명", 17.5, 35.25, 24.5, 10.25, 40.5, "예", "생존출산", None],
    ['A "B", C; D | E', 29.5, 23.25, 3, "자궁 중격", 12.125, 20.5, 15.75, 6.5, 28.125,
     "아니오", "자연유산", "이수성"],
    ["two\nlines", None, None, 2, None, 8.5, None, None, None, 19.75, None, None, None],
    ["7", 41, 19.5, 5, "원인불명", 22.5, 40.5, 30.5, 12.5, 33.5, "예", "임신중", "정상"],
]


def excel(name, rows, with_date=False):
    book = xlwt.Workbook(encoding="utf-8")
    book.add_sheet("notes").write(0, 0, "exported")
    sheet = book.add_sheet("cohort")
    for y, row in enumerate(rows):
        for x, value in enumerate(row):
            if value is not None and not (with_date and (y, x) == (1, 5)):
                sheet.write(y, x, value)
    if with_date:
        style = xlwt.easyxf(num_format_str="YYYY-MM-DD")
        sheet.write(1, 5, datetime.date(2024, 1, 1), style)
    book.save(str(FOLDER / name))


def opendocument(name, rows):
    book = OpenDocumentSpreadsheet()
    table = Table(name="cohort")
    for row in rows:
        line = TableRow()
        for value in row:
            if value is None:
                cell = TableCell()
            elif isinstance(value, str):
                cell = TableCell(valuetype="string")
                for paragraph in value.split("\n"):
                    cell.addElement(P(text=paragraph))
            else:
                cell = TableCell(valuetype="float", value=value)
                cell.addElement(P(text=str(value)))
            line.addElement(cell)
        table.addElement(line)
    book.spreadsheet.addElement(table)
    book.save(str(FOLDER / name))


excel("korean.xls", [HEADER, *ROWS])
excel("date.xls", [HEADER, *ROWS], with_date=True)
opendocument("korean.ods", [HEADER, *ROWS])
