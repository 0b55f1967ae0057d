"""Writes the same three tables with programs of others: pandas, openpyxl, XlsxWriter, Apache Arrow, DuckDB, Gnumeric.

python3 -m pip install pandas openpyxl xlsxwriter pyarrow duckdb; apt-get install gnumeric; python3 make.py
The files are committed: a new version of a program may write other bytes, and must still give the same value.
"""
import datetime as dt
import decimal
import os
import subprocess
import unicodedata

import duckdb
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

os.chdir(os.path.dirname(os.path.abspath(__file__)))
N = None
TRIPS = {
    "编号": ["007", "042", "110", "911", "000"],
    "车牌": ["贵A12345", "贵AD88888", "贵B·挂01", "粤B9T2K8", "𠮷临001"],
    "里程": [1.5, 0.1, -0.0, 1e21, 1.25e-7],
    "笔数": [1, 20, 300, -4000, 50000],
    "通行": [True, False, True, True, False],
    "日期": [dt.date(2026, 11, 22), dt.date(2024, 2, 29), dt.date(1999, 12, 31), dt.date(1970, 1, 1), dt.date(2026, 1, 1)],
    "时刻": [
        dt.datetime(2026, 11, 22, 8, 5, 0),
        dt.datetime(2026, 11, 22, 0, 0, 0),
        dt.datetime(2026, 11, 22, 23, 59, 59, 999000),
        dt.datetime(2000, 2, 29, 12, 0, 0, 500000),
        dt.datetime(1985, 4, 12, 23, 20, 50),
    ],
    "备注": ["逗号,引号\"与换行\n都在", "  两端空白　", N, "café", "12.5%"],
    "收费站": [N, "贵阳东", N, N, "１２３全角"],
    "空列": [N, N, N, N, N],
}
frame = pd.DataFrame({k: pd.Series(v, dtype="object" if k in ("编号", "备注", "收费站", "空列", "日期") else None) for k, v in TRIPS.items()})

# pandas
frame.to_csv("trips.pandas.utf-8.csv", index=False)
frame.to_csv("trips.pandas.utf-8-bom-crlf.csv", index=False, encoding="utf-8-sig", lineterminator="\r\n", quoting=1)
frame.to_csv("trips.pandas.gb18030.csv", index=False, encoding="gb18030")
frame.to_csv("trips.pandas.utf-16.csv", index=False, encoding="utf-16", sep="\t")
frame.to_excel("trips.openpyxl.xlsx", index=False, engine="openpyxl")
frame.to_excel("trips.xlsxwriter.xlsx", index=False, engine="xlsxwriter")
frame.to_json("trips.pandas.jsonl", orient="records", lines=True, force_ascii=False, date_format="iso", date_unit="ms", double_precision=15)
frame.to_json("trips.pandas.json", orient="records", force_ascii=True, date_format="iso", date_unit="us", double_precision=15, indent=1)
frame.to_parquet("trips.pandas.parquet", index=False)

# Arrow: other physical types, decomposed Unicode, another order of columns
table = pa.table({
    unicodedata.normalize("NFD", k): pa.array(
        [unicodedata.normalize("NFD", x) if isinstance(x, str) else x for x in TRIPS[k]],
        type={"笔数": pa.int32(), "日期": pa.date32(), "时刻": pa.timestamp("ns"), "编号": pa.dictionary(pa.int8(), pa.string())}.get(k),
    )
    for k in reversed(list(TRIPS)) if k != "空列"
})
pq.write_table(table, "trips.arrow-nfd.parquet", compression="gzip", data_page_version="2.0", row_group_size=2)

# DuckDB
db = duckdb.connect()
db.execute("create table trips as select * replace (日期::date as 日期) from 'trips.pandas.parquet'")
db.execute("copy trips to 'trips.duckdb.parquet' (format parquet, compression zstd)")
db.execute("copy trips to 'trips.duckdb.csv' (header, force_quote *)")
db.execute("copy trips to 'trips.duckdb.jsonl' (format json)")
db.execute("copy trips to 'trips.duckdb.json' (format json, array true)")

# Gnumeric, from the workbook of XlsxWriter
subprocess.run(["ssconvert", "-T", "Gnumeric_Excel:xlsx2", "trips.xlsxwriter.xlsx", "trips.gnumeric.xlsx"], check=True)

# What no workbook can hold: whole numbers beyond 2^53, decimals with a scale, instants, lists
db.execute("""create table ledger as select * from (values
  (9007199254740993::bigint, 1.50::decimal(38, 20), timestamptz '2026-11-22 08:00:00+08', {'站': ['甲', '乙'], 'n': 1}, time '08:05:00'),
  (-9223372036854775808, 12345678901234567.89012345678901234567, timestamptz '2026-11-22 00:00:00.000001+00', {'站': [], 'n': null}, time '23:59:59.999999'),
  (0, 0.00000000000000000001, null, null, time '00:00:00')) t(大整数, 金额, 时点, 站点, 时间)""")
db.execute("set timezone = 'Asia/Shanghai'")
db.execute("copy ledger to 'ledger.duckdb.parquet' (format parquet)")
db.execute("copy (select * replace (to_json(站点)::varchar as 站点) from ledger) to 'ledger.duckdb.csv' (header)")
db.execute("copy (select 大整数, 金额::varchar as 金额, 时点, 站点, 时间 from ledger) to 'ledger.duckdb.jsonl' (format json)")
db.execute("set timezone = 'UTC'")
arrow = pa.table({
    "时间": pa.array([dt.time(8, 5), dt.time(23, 59, 59, 999999), dt.time(0, 0)], pa.time64("us")),
    "大整数": pa.array([9007199254740993, -9223372036854775808, 0], pa.int64()),
    "金额": pa.array([decimal.Decimal("1.50"), decimal.Decimal("12345678901234567.89012345678901234567"), decimal.Decimal("1e-20")], pa.decimal128(38, 20)),
    "时点": pa.array([dt.datetime(2026, 11, 22), dt.datetime(2026, 11, 22, 0, 0, 0, 1), None], pa.timestamp("us", "UTC")),
    "站点": pa.array([{"n": 1, "站": ["甲", "乙"]}, {"n": None, "站": []}, None]),
})
pq.write_table(arrow, "ledger.arrow.parquet")

# Objects and lists
st = pa.struct([("x", pa.float64()), ("y", pa.list_(pa.string()))])
arrow = pa.table({
    "物": pa.array([None, {"x": None, "y": None}, {"x": 1.5, "y": []}, {"x": 2.0, "y": [None]}], st),
    "列": pa.array([None, [], [None], [{"x": 1.0, "y": None}, None, {"x": 0.1, "y": ["é", "\n"]}]], pa.list_(st)),
    "数": pa.array([[2**64 - 1], [], None, [0, None]], pa.list_(pa.uint64())),
    "号": pa.array([1, 2, 3, 4]),
})
pq.write_table(arrow, "nested.arrow.parquet", row_group_size=3)
db.execute("copy (from 'nested.arrow.parquet') to 'nested.duckdb.jsonl' (format json)")
db.execute("copy (from 'nested.arrow.parquet') to 'nested.duckdb.parquet' (format parquet)")
db.execute("copy (select 号, to_json(物) as 物, to_json(列) as 列, to_json(数) as 数 from 'nested.arrow.parquet') to 'nested.duckdb.csv' (header)")
