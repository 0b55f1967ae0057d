#!/usr/bin/env python3
"""Checks a receipt (.tlog-proof) with nothing of ours: Python 3.8 and its hashlib, no network, no other package.

    python3 receipt.py ENTRY PROOF TRUST

ENTRY  the entry's text as it was logged (a file of exactly those bytes), or an evidence package (*.datadeed.json):
       then the proofs inside it are checked and PROOF is left out
PROOF  the receipt, a c2sp.org/tlog-proof file
TRUST  the trust file (datadeed-trust/1) with the keys of the log and its witnesses

Exit code 0: in the log and cosigned by the quorum; 1: not; 2: wrong use. Written from the C2SP and RFC texts alone.
"""
import base64, calendar, hashlib, json, re, sys, time

# --- Ed25519, RFC 8032 section 5.1, plain integers -------------------------------------------------------------------
P = 2**255 - 19
Q = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P


def add(a, b):
    x1, y1, z1, t1 = a
    x2, y2, z2, t2 = b
    e, f = (y1 - x1) * (y2 - x2) % P, (y1 + x1) * (y2 + x2) % P
    g, h = 2 * t1 * t2 * D % P, 2 * z1 * z2 % P
    k, l, m, n = f - e, h - g, h + g, f + e
    return k * l % P, m * n % P, l * m % P, k * n % P


def times(s, point):
    result = (0, 1, 1, 0)
    while s > 0:
        if s & 1:
            result = add(result, point)
        point = add(point, point)
        s >>= 1
    return result


def decompress(data):
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    if y >= P:
        return None
    x2 = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(x2, (P + 3) // 8, P)
    if (x * x - x2) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    if (x * x - x2) % P or (x == 0 and sign):
        return None
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P


BASE = decompress((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def ed25519(key, message, signature):
    a, r, s = decompress(key), decompress(signature[:32]), int.from_bytes(signature[32:], "little")
    if a is None or r is None or s >= Q or len(signature) != 64:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % Q
    left, right = times(s, BASE), add(r, times(h, a))
    return not ((left[0] * right[2] - right[0] * left[2]) % P or (left[1] * right[2] - right[1] * left[2]) % P)


# --- the receipt -----------------------------------------------------------------------------------------------------
def b64(text):
    return base64.b64decode(text.encode("ascii"), validate=True)


def number(text):
    if not re.fullmatch(r"0|[1-9][0-9]{0,15}", text):
        raise ValueError("no number: " + text)
    return int(text)


def seconds(text):
    return calendar.timegm(time.strptime(text, "%Y-%m-%dT%H:%M:%SZ"))


def keys_of(listed, kind):
    """(name, key id, public key, from, until) of each vkey of one signature type."""
    for item in listed:
        name, key_id, key = item["vkey"].split("+", 2)
        raw = b64(key)
        if raw[0] != kind:
            continue
        if hashlib.sha256(name.encode() + b"\n" + raw).hexdigest()[:8] != key_id:
            raise ValueError("vkey with a wrong id: " + item["vkey"])
        until = float("inf") if item["until"] is None else seconds(item["until"])
        yield name, key_id, raw[1:], seconds(item["from"]), until


def root_of(leaf, index, size, path):
    """RFC 9162, 2.1.3.2."""
    node, at, last = leaf, index, size - 1
    for sibling in path:
        if last == 0:
            raise ValueError("the path is too long")
        if at & 1 or at == last:
            node = hashlib.sha256(b"\x01" + sibling + node).digest()
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            node = hashlib.sha256(b"\x01" + node + sibling).digest()
        at, last = at >> 1, last >> 1
    if last:
        raise ValueError("the path is too short")
    return node


def check(entry, proof, trust):
    head, note = proof.split("\n\n", 1)
    lines = head.split("\n")
    if lines.pop(0) != "c2sp.org/tlog-proof@v1":
        raise ValueError("no c2sp.org/tlog-proof@v1")
    if lines[0].startswith("extra "):
        lines.pop(0)
    index = number(lines.pop(0)[len("index "):])
    path = [b64(line) for line in lines]
    cut = note.rindex("\n\n")
    text, signatures = note[: cut + 1], note[cut + 2 :].split("\n")
    origin, size, root = text.split("\n")[:3]
    if origin != trust["log"]["origin"]:
        raise ValueError("of another log: " + origin)
    if not 0 <= index < number(size):
        raise ValueError("the index is outside the tree")
    if any(len(hash_) != 32 for hash_ in path) or root_of(
        hashlib.sha256(b"\x00" + entry).digest(), index, number(size), path
    ) != b64(root):
        raise ValueError("the entry is not in the tree of this checkpoint")

    logs, witnesses = list(keys_of(trust["log"]["vkeys"], 1)), list(keys_of(trust["witnesses"], 4))
    signed, seen, used = [], {}, set()
    for line in filter(None, signatures):
        dash, name, blob = line.split(" ")
        blob = b64(blob)
        key_id, signature = blob[:4].hex(), blob[4:]
        for key in logs:
            if (name, key_id) == key[:2]:
                if not ed25519(key[2], text.encode(), signature):
                    raise ValueError("the log's signature is wrong")
                signed.append(key)
        for key in witnesses:
            if (name, key_id) == key[:2]:
                at = int.from_bytes(signature[:8], "big")
                message = "cosignature/v1\ntime %d\n%s" % (at, text)
                if not ed25519(key[2], message.encode(), signature[8:]):
                    raise ValueError("the signature of witness %s is wrong" % name)
                # One key is one witness, and one witness counts once, from the earliest time it signed.
                if key[2] not in used and key[3] <= at < key[4]:
                    used.add(key[2])
                    seen[name] = min(at, seen.get(name, at))
    if not signed:
        raise ValueError("no signature of a known key of the log")
    if len(seen) < trust["quorum"]:
        raise ValueError("%d of %d witnesses" % (len(seen), trust["quorum"]))
    quorum_at = sorted(seen.values())[trust["quorum"] - 1]
    if not any(key[3] <= quorum_at < key[4] for key in signed):
        raise ValueError("the log's key did not count at that time")
    when = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(quorum_at))
    print("in the log 在日志中  index %d of %s, witnessed by %s at %s" % (index, size, ", ".join(sorted(seen)), when))


def main(arguments):
    if len(arguments) not in (2, 3):
        print(__doc__)
        return 2
    with open(arguments[0], "rb") as file:
        given = file.read()
    with open(arguments[-1], encoding="utf-8") as file:
        trust = json.load(file)
    try:
        if len(arguments) == 2:
            for item in json.loads(given)["entries"]:
                check(item["entry"].encode("utf-8"), item["proof"], trust)
        else:
            with open(arguments[1], encoding="utf-8", newline="") as file:
                check(given, file.read(), trust)
    except (ValueError, KeyError, IndexError) as fault:
        print("NOT PROVED 未能证明:", fault)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
