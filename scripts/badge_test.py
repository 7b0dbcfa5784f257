"""Makes badges of passed attempts and has openbadgeslib check them without a network; called by scripts/badge-test."""

import argparse
import json
import multiprocessing
import os
import pathlib
import random
import socket
import subprocess
import sys
import time

from openbadgeslib.ob3 import OB3LdpVerifier, OB3VerificationError

HERE = pathlib.Path(__file__).parent
FAILED = []
COUNT = 0


def no_network(*_, **__):
    raise OSError("there is no network")


socket.socket = socket.create_connection = socket.getaddrinfo = no_network


def check(what, good, found="", began=None):
    """One line of the table."""
    global COUNT
    COUNT += 1
    took = f"{time.monotonic() - began:6.1f} s" if began else ""
    print(f"{'ok' if good else 'FAILED':7} {what:62} {str(found)[-40:]:40} {took}", flush=True)
    if not good:
        FAILED.append(what)


def accepts(badge, did):
    """Whether openbadgeslib takes these bytes as a badge of this issuer."""
    try:
        return OB3LdpVerifier.for_issuer_did(did).verify(badge) is not None
    except OB3VerificationError:
        return False


def survivor(job):
    """The change, where it is taken for good."""
    badge, did, at, value = job
    return (at, value) if accepts(badge[:at] + bytes([value]) + badge[at + 1:], did) else None


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--epissure", required=True)
    parser.add_argument("--sample", required=True)
    parser.add_argument("--work", required=True, type=pathlib.Path)
    parser.add_argument("--short", action="store_true", help="300 changed bytes of the first badge")
    parser.add_argument("--seed", type=int, default=20260907)
    options = parser.parse_args()
    chance, start = random.Random(options.seed), time.monotonic()
    environment = {**os.environ, "EPISSURE_HOME": str(HERE.parent), "EPISSURE_DATA": str(options.work / "data")}

    def epissure(*arguments):
        command = [options.epissure, "badge", *map(str, arguments)]
        return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120)

    schools = options.work / "schools"
    subprocess.run([options.sample, str(schools), "1", "3", "3"], check=True, env=environment, timeout=600)
    did = epissure("key").stdout.strip()
    made, refused = [], 0
    for journal in sorted(schools.glob("*/attempts/*.epj")):
        passed = json.loads(journal.with_suffix(".mark.json").read_text())["passed"]
        out = options.work / f"{journal.stem}.badge.json"
        done = epissure("make", journal, "--out", out, "--issuer", "CFA « Les Câbles »",
                        "--recipient", "lea@exemple.fr", "--synthetic")
        if passed and done.returncode == 0:
            made.append(out.read_bytes())
            good = epissure("verify", out, "--issuer", did)
            check(f"our own check: {journal.stem}", good.returncode == 0, f"{len(made[-1])} bytes")
        elif not passed and done.returncode == 1 and not out.exists():
            refused += 1
        else:
            check(f"{journal.stem}: {done.stderr.strip()}", False)
    check("passed attempts have a badge", bool(made), f"{len(made)}, and {refused} failed ones none")

    for badge in made:
        began = time.monotonic()
        try:
            credential = OB3LdpVerifier.for_issuer_did(did).verify(badge)
            said = credential.achievement.name
        except OB3VerificationError as why:
            said, credential = why, None
        check("openbadgeslib takes it, without a network", credential is not None, str(said)[:80], began)
        if credential:
            whole = (credential.identifiers[0].hashed and credential.achievement.alignments
                     and credential.evidence[0].id.startswith("urn:epissure:journal:"))
            check("  with result, competences, identity and evidence", whole and credential.results[0].value,
                  credential.results[0].value)
            check("  for nobody in the clear", b"exemple.fr" not in badge)
        other = "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK"
        check("  and not as another issuer's", not accepts(badge, other))

    began = time.monotonic()
    badge = made[0]
    places = range(len(badge))
    places = sorted(chance.sample(places, 300)) if options.short else places
    jobs = []
    for at in places:
        near = chance.choice([badge[at] ^ 1, badge[at] ^ 0x20, 0x20, ord("+"), ord("1"), ord("z")])
        far = (badge[at] + chance.randrange(1, 256)) % 256
        values = {far} if options.short else {near, far}
        jobs += [(badge, did, at, value) for value in sorted(values - {badge[at]})]
    with multiprocessing.Pool() as pool:
        left = [one for one in pool.imap_unordered(survivor, jobs, chunksize=32) if one]
    check("openbadgeslib refuses each changed byte", not left, f"{len(jobs)} changes", began)
    for at, value in left[:10]:
        print(f"        byte {at}: {badge[at:at + 1]!r} to {bytes([value])!r} in {badge[max(0, at - 20):at + 20]!r}")

    began = time.monotonic()
    file, taken = options.work / "changed.badge.json", 0
    few = chance.sample(jobs, 60 if options.short else 400)
    for _, _, at, value in few:
        file.write_bytes(badge[:at] + bytes([value]) + badge[at + 1:])
        taken += epissure("verify", file).returncode == 0
    check("and so does our own check", taken == 0, f"{len(few)} changes", began)

    print(f"\n{COUNT} checks in {time.monotonic() - start:.0f} s, {len(FAILED)} failed")
    sys.exit(1 if FAILED else 0)


if __name__ == "__main__":
    main()
