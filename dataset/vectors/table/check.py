"""datadeed-table/1 a second time, written from docs/evidence-format.md section 8 alone, for cells, CSV and JSON.

python3 check.py compares it with ../table.json and the CSV and JSON files beside it. Python's own libraries only.
"""
import csv
import datetime
import decimal
import hashlib
import io
import json
import pathlib
import re
import unicodedata

BLANK = "\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
NUMBER = re.compile(r"(-?)(?:(0|[1-9][0-9]*)(?:\.([0-9]+))?|\.([0-9]+))(?:[eE]([+-]?[0-9]{1,4}))?")
DATE = re.compile(
    r"([0-9]{4})(?:-([0-9]{1,2})-([0-9]{1,2})|/([0-9]{1,2})/([0-9]{1,2})|年([0-9]{1,2})月([0-9]{1,2})日)"
    r"(?:(?:T| +)([0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,9})?)?)(?: ?(Z|UTC|[+-][0-9]{2}(?::?[0-9]{2})?))?)?"
)
TIME = re.compile(r"([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:\.([0-9]{1,9}))?)?")


class Refused(Exception):
    pass


def number(text):
    found = re.fullmatch(r"(-?)(?:inf|infinity)", text, re.I | re.A)
    if found:
        return found[1] + "Infinity"
    found = NUMBER.fullmatch(text)
    if not found:
        return None
    sign, whole, fraction, bare, exponent = (x or "" for x in found.groups())
    digits = whole + fraction + bare
    if not digits.strip("0"):
        return "0"
    point = len(whole) + int(exponent or 0)
    n = point - (len(digits) - len(digits.lstrip("0")))
    stripped = digits.strip("0")
    shorter = n < len(stripped) and 15 < len(stripped) <= 100 and as_double(stripped, n)
    return sign + (shorter or lay_out(digits, point))


def lay_out(digits, point):
    n = point - (len(digits) - len(digits.lstrip("0")))
    digits = digits.strip("0")
    k = len(digits)
    if k <= n <= 21:
        return digits + "0" * (n - k)
    if 0 < n <= 21:
        return digits[:n] + "." + digits[n:]
    if -6 < n <= 0:
        return "0." + "0" * -n + digits
    return f"{digits[0]}{'.' + digits[1:] if k > 1 else ''}e{'+' if n > 0 else '-'}{abs(n - 1)}"


def as_double(digits, n):
    double = float(f"0.{digits}e{n}")
    if double in (0, float("inf")):
        return None
    exact = decimal.Decimal(double)
    with decimal.localcontext(prec=2000, rounding=decimal.ROUND_HALF_UP):
        rounded = exact.quantize(decimal.Decimal((0, (1,), n - len(digits))))
    if rounded != decimal.Decimal(f"0.{digits}e{n}"):
        return None
    # Python's repr is the shortest text too, the even one of two equally near.
    digits, _, exponent = repr(double).partition("e")
    whole, _, fraction = digits.partition(".")
    return lay_out(whole + fraction, len(whole) + int(exponent or 0))


def clock(text):
    found = TIME.fullmatch(text)
    if not found or int(found[1]) > 23 or int(found[2]) > 59 or int(found[3] or 0) > 59:
        return None
    fraction = (found[4] or "").rstrip("0")
    return f"{int(found[1]):02}:{found[2]}:{found[3] or '00'}{'.' + fraction if fraction else ''}"


def moment(text):
    found = DATE.fullmatch(text)
    if not found:
        time = clock(text)
        return time and ("time", time)
    month, day = [int(x) for x in found.groups()[1:7] if x]
    try:
        date = datetime.date(int(found[1]), month, day)
    except ValueError:
        return None
    if found[8] is None:
        return "datetime", date.isoformat()
    time = clock(found[8])
    if time is None:
        return None
    if found[9] is None:
        return "datetime", date.isoformat() + ("" if time == "00:00:00" else "T" + time)
    offset = 0
    if found[9] not in ("Z", "UTC"):
        hours, minutes = int(found[9][1:3]), int(found[9][3:].lstrip(":") or 0)
        offset = 60 * hours + minutes
        if minutes > 59 or offset > 18 * 60:
            return None
        offset *= -1 if found[9][0] == "-" else 1
    try:
        whole = datetime.datetime.fromisoformat(f"{date}T{time[:8]}") - datetime.timedelta(minutes=offset)
    except OverflowError:
        return None
    return "instant", whole.isoformat() + time[8:] + "Z"


class Digits(str):
    pass


def pairs(members):
    made = {}
    for name, value in members:
        name = wellformed(name)
        if name in made:
            raise Refused
        made[name] = value
    return made


def wellformed(text):
    if any(0xD800 <= ord(c) <= 0xDFFF for c in text):
        raise Refused
    return unicodedata.normalize("NFC", text)


def jcs(value, depth=0):
    if depth > 64:
        raise Refused
    if value is None or isinstance(value, bool):
        return json.dumps(value)
    if isinstance(value, Digits):
        return number(value) or str(value)
    if isinstance(value, (int, str)):
        return json.dumps(wellformed(value) if isinstance(value, str) else value, ensure_ascii=False)
    if isinstance(value, list):
        return "[" + ",".join(jcs(x, depth + 1) for x in value) + "]"
    names = sorted(value, key=lambda name: name.encode("utf-16-be"))
    return "{" + ",".join(jcs(name) + ":" + jcs(value[name], depth + 1) for name in names) + "}"


def no_constant(_):
    raise Refused


def nested(text):
    try:
        value = json.loads(text, object_pairs_hook=pairs, parse_int=Digits, parse_float=Digits, parse_constant=no_constant)
    except (ValueError, RecursionError):
        raise Refused from None
    return jcs(value)


def plain(text):
    return unicodedata.normalize("NFC", text.strip(BLANK).replace("\r\n", "\n").replace("\r", "\n"))


def shortest(text):
    value = repr(float(text))
    return number(re.sub(r"e([+-])0*", r"e\1", value.removesuffix(".0"))) if "inf" not in value else number(value)


def text_of(cell, xlsx=False):
    """8.1: a string, None, or a typed value as in table.json."""
    if cell is None:
        return None
    if isinstance(cell, dict):
        kind, source = cell["kind"], cell["text"]
        if kind == "number":
            cell = "" if source == "NaN" else shortest(source) if xlsx else number(source) or source
        elif kind == "nested":
            cell = nested(source)
        elif kind == "binary":
            try:
                cell = bytes.fromhex(source).decode()
            except UnicodeDecodeError:
                cell = "0x" + source
        elif kind in ("date", "datetime", "time"):
            cell = (moment(source) or ("", source))[1]
        else:
            cell = source
    return plain(cell) or None


def classify(text):
    """8.2"""
    found = number(text)
    if found is not None:
        return "number", found
    if re.fullmatch("true|false", text, re.I | re.A):
        return "boolean", text.lower()
    found = moment(text)
    if found:
        return found
    if text[0] in "{[":
        try:
            return "json", nested(text)
        except Refused:
            pass
    return "text", text


def line(text):
    return text.replace("\\", "\\\\").replace("\n", "\\n") + "\n"


def tree(name, leaves):
    """RFC 6962 section 2.1 over leaf hashes"""
    if not leaves:
        return hashlib.new(name, b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    k = 1
    while 2 * k < len(leaves):
        k *= 2
    return hashlib.new(name, b"\1" + tree(name, leaves[:k]) + tree(name, leaves[k:])).digest()


def leaf(name, data):
    return hashlib.new(name, b"\0" + data).digest()


def T(name, data):
    return tree(name, [leaf(name, data[i : i + 65536]) for i in range(0, len(data), 65536)])


def H(name, value):
    return hashlib.new(name, jcs(value).encode()).hexdigest()


def fingerprint(names, rows, xlsx=False, types={}):
    """8.3"""
    names = [plain(name) for name in names]
    rows = [[text_of(cell, xlsx) for cell in row] + [None] * (len(names) - len(row)) for row in rows]
    if any(any(cell is not None for cell in row[len(names) :]) for row in rows):
        raise Refused
    rows = [row for row in rows if any(cell is not None for cell in row)]
    kept = [i for i in range(len(names)) if any(row[i] is not None for row in rows)]
    kept.sort(key=lambda i: names[i].encode())
    if len({names[i] for i in kept}) < len(kept):
        raise Refused
    columns, spelled = [], [[] for _ in rows]
    for i in kept:
        found = {classify(row[i])[0] for row in rows if row[i] is not None}
        kind = types.get(names[i]) or (found.pop() if len(found) == 1 else "text")
        text, missing, values = "", 0, 0
        for row, words in zip(rows, spelled):
            if row[i] is None:
                missing += 1
                continue
            value = row[i] if kind == "text" else classify(row[i])[1]
            text += (f"\\{missing}\n" if missing else "") + line(value)
            missing, values = 0, values + 1
            words.append(line(names[i]) + line(value))
        text += f"\\{missing}\n" if missing else ""
        columns.append((names[i], kind, values, text))
    result = {"format": "datadeed-table/1", "rows": len(rows), "ordered": {}, "unordered": {}, "rowsRoot": {}}
    result["columns"] = [{"name": n, "type": k, "values": v, "root": {}} for n, k, v, _ in columns]
    for h in ("sha256", "sm3"):
        leaves, schema = [], []
        for made, (n, k, v, text) in zip(result["columns"], columns):
            made["root"][h] = T(h, text.encode()).hex()
            leaves.append(leaf(h, jcs({"name": n, "root": made["root"][h], "type": k, "values": v}).encode()))
            schema.append(leaf(h, jcs({"name": n, "type": k}).encode()))
        U = T(h, b"".join(sorted(hashlib.new(h, "".join(words).encode()).digest() for words in spelled))).hex()
        head = {"columns": len(columns), "format": "datadeed-table/1", "rows": len(rows)}
        result["ordered"][h] = H(h, {**head, "order": "ordered", "root": tree(h, leaves).hex()})
        result["unordered"][h] = H(h, {**head, "order": "unordered", "root": U, "schema": tree(h, schema).hex()})
        result["rowsRoot"][h] = U
    return result, {n: text for n, _, _, text in columns}, ["".join(words) for words in spelled]


def file_fingerprint(path):
    data = path.read_bytes()
    if path.suffix in (".json", ".jsonl"):
        hooks = dict(object_pairs_hook=pairs, parse_int=Digits, parse_float=Digits, parse_constant=no_constant)
        text = data.decode()
        objects = json.loads(text, **hooks) if path.suffix == ".json" else [json.loads(x, **hooks) for x in text.split("\n") if x.strip()]
        names = list(dict.fromkeys(name for one in objects for name in one))
        return fingerprint(names, [[native(one.get(name)) for name in names] for one in objects])
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text = data.decode("utf-16")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("gb18030")
    first = re.sub(r'"[^"]*"', "", text.split("\n")[0])
    separator = max(",\t;|", key=first.count)
    names, *rows = [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator) if row]
    return fingerprint(names, rows)


def native(value):
    if isinstance(value, Digits):
        return {"kind": "number", "text": str(value)}
    if isinstance(value, bool):
        return json.dumps(value)
    return {"kind": "nested", "text": jcs(value)} if isinstance(value, (dict, list)) else value


def main():
    here = pathlib.Path(__file__).parent
    vectors = json.loads((here.parent / "table.json").read_text())
    checked = 0

    def same(what, mine, theirs):
        nonlocal checked
        checked += 1
        assert mine == theirs, f"{what}: {mine!r} is not {theirs!r}"

    for v in vectors["cells"]:
        text = text_of(v["cell"], v.get("xlsx", False))
        same(v["cell"], text, v["text"])
        if text is not None:
            same(v["cell"], classify(text), (v["type"], v["canonical"]))
    tables = vectors["tables"] + [pair[x] for pair in vectors["different"] for x in "ab"]
    for v in tables:
        made, texts, row_texts = fingerprint(v["names"], v["rows"], v.get("doubles", False), v.get("types", {}))
        same(v["name"], made, v["fingerprint"])
        same(v["name"], texts, {c["name"]: c["text"] for c in v["canonical"]})
        same(v["name"], row_texts, v["rowTexts"])
    ruled = {v["rule"]: v["fingerprint"] for v in vectors["ruled"]}
    rules = [[[str(i)] for i in range(100000, 112000)], [["a" * 200000]]]
    for rows, theirs in zip(rules, ruled.values()):
        same("ruled", fingerprint(["x"], rows)[0], theirs)
    for v in vectors["files"]:
        if v["file"].endswith((".csv", ".json", ".jsonl")):
            made = file_fingerprint(here / v["file"])[0]
            same(v["file"], (made["ordered"], made["unordered"]), (v["ordered"], v["unordered"]))
    print(f"{checked} comparisons hold")


if __name__ == "__main__":
    main()
