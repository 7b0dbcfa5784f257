"""Puts pyOTDR's reading of OTDR traces beside ours and otdrs', which come as JSON lines; fails where they differ.

Run by scripts/sor-agreement. A reader that refuses a file, or does not give a quantity, neither agrees nor differs.
"""

import contextlib
import io
import json
import logging
import os
import re
import sys

from pyotdr.read import sorparse

# pyOTDR takes the times of events as unsigned, so that one before the user offset lands this many 100 ps units away.
WRAP = 2**32

# How far two readers may be apart: pyOTDR prints what it reads with three decimals of a km or a dB.
APART = {" m": 0.51, "dB": 0.00051, "dB/km": 0.00051, "spacing m": 1e-6, "length km": 1e-5, "middle dB": 0.0011}


def number(text):
    found = re.search(r"-?\d+(\.\d+)?([eE]-?\d+)?", str(text))
    return float(found.group(0)) if found else None


def pyotdr(path):
    """pyOTDR's answers by our names of quantities; None where it refuses. It exits or raises on what it can't read."""
    logging.disable(logging.CRITICAL)
    try:
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            status, read, trace = sorparse(path)
    except (Exception, SystemExit):
        return None
    if status != "ok":
        return None
    general, fixed = read.get("GenParams", {}), read.get("FxdParams", {})
    says = {
        "fibre": general.get("fiber ID", "").strip(),
        "user offset": number(general.get("user offset")),
        "time": number(re.sub(r".*\(", "", str(fixed.get("date/time")))),
        "wavelength nm": number(fixed.get("wavelength")),
        "units": fixed.get("unit", "")[:2],
        "group index": number(fixed.get("index")),
        "averages": fixed.get("num averages"),
        "pulse ns": number(fixed.get("pulse width")),
        "points told": fixed.get("num data points"),
        "spacing m": fixed.get("resolution"),
        "length km": fixed.get("range"),
    }
    if trace:
        level = [float(line.split("\t")[1]) for line in trace]
        says["points"] = len(level)
        says["level fall to the middle dB"] = level[0] - level[len(level) // 2]
    events = read.get("KeyEvents")
    if events:
        says["events"] = events["num events"]
        for i in range(1, events["num events"] + 1):
            event = events[f"event {i}"]
            says[f"event {i} m"] = float(event["distance"]) * 1000
            says[f"event {i} loss dB"] = float(event["splice loss"])
            says[f"event {i} reflectance dB"] = float(event["refl loss"])
            says[f"event {i} slope dB/km"] = float(event["slope"])
            says[f"event {i} code"] = re.sub(r"^\[unknown type ", "", event["type"])[:6]
        says["total loss dB"] = events["Summary"]["total loss"]
        says["return loss dB"] = events["Summary"]["ORL"]
    if "Cksum" in read:
        says["checksum stored"] = read["Cksum"]["checksum"]
        says["checksum computed"] = read["Cksum"]["checksum_ours"]
    return says


def same(name, a, b, wrap):
    if a is None or b is None:
        return True
    if name.endswith(" m") and a < 0 < b:
        b -= wrap
    if isinstance(a, str) or isinstance(b, str):
        return str(a).rstrip("\0") == str(b).rstrip("\0")
    apart = [value for ending, value in APART.items() if name.endswith(ending)]
    return abs(a - b) <= (apart[-1] if apart else 1e-9)


def shown(answers, name):
    if answers is None:
        return "refused"
    value = answers.get(name)
    return "-" if value is None else f"{value:.6g}" if isinstance(value, float) else str(value)[:18]


def order(name):
    return [int(part) if part.isdigit() else part for part in re.split(r"(\d+)", name)]


def main():
    quiet = "-q" in sys.argv[2:]
    differing, refused, files = 0, {"ours": 0, "otdrs": 0, "pyOTDR": 0}, 0
    with open(sys.argv[1], encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            readers = {"ours": row["ours"], "otdrs": row["otdrs"], "pyOTDR": pyotdr(row["file"])}
            files += 1
            for reader, answers in readers.items():
                refused[reader] += answers is None
            names = sorted({name for answers in readers.values() for name in answers or {}}, key=order)
            wrap = WRAP * 1e-10 * 299_792_458 / ((row["ours"] or {}).get("group index") or 1.468)
            head = ", ".join(reader + " refused" for reader, answers in readers.items() if answers is None)
            rows = []
            for name in names:
                ours, *others = [(answers or {}).get(name) for answers in readers.values()]
                agree = all(same(name, ours, other, wrap) for other in others)
                differing += not agree
                if not (quiet and agree):
                    cells = [shown(answers, name) for answers in readers.values()]
                    rows.append((name, *cells, "yes" if agree else "NO"))
            said = head if rows else head or "all agree"
            print(("\n" if rows else "") + os.path.basename(row["file"]) + (": " + said if said else ""))
            if rows:
                for cells in [("quantity", *readers, "agree"), *rows]:
                    print(f"  {cells[0]:<29}{cells[1]:>18}{cells[2]:>19}{cells[3]:>19}  {cells[4]}")
    counts = ", ".join(f"by {reader} {count}" for reader, count in refused.items())
    print(f"\n{files} files; refused {counts}; {differing} quantities differ")
    sys.exit(1 if differing or refused["ours"] else 0)


if __name__ == "__main__":
    main()
