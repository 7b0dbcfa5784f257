"""Sends made-up schools' records to a Ralph server and compares what comes back; called by scripts/lrs-test."""

import argparse
import base64
import concurrent.futures
import http.client
import http.server
import json
import os
import pathlib
import random
import shutil
import socket
import sqlite3
import stat
import subprocess
import sys
import threading
import time
import urllib.parse

import bcrypt
import requests
from ralph.models.xapi.base.statements import BaseXapiStatement

HERE = pathlib.Path(__file__).parent
PROFILE = "urn:epissure:xapi:profile:1"
# Longest that a step may take, seconds.
BOUND = 600
FAILED = []
ROWS = []


def free_port():
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return door.getsockname()[1]


def check(what, good, found="", began=None):
    """One line of the table."""
    took = f"{time.monotonic() - began:6.1f} s" if began else ""
    ROWS.append(what)
    print(f"{'ok' if good else 'FAILED':7} {what:62} {str(found)[-40:]:40} {took}", flush=True)
    if not good:
        FAILED.append(what)


class Ralph:
    """The server, started and stopped; what it stores stays."""

    def __init__(self, work, port):
        self.port, self.work, self.process = port, work, None
        self.store = work / "store"
        self.store.mkdir()
        app = work / "app"
        app.mkdir()
        self.environment = {
            **os.environ,
            "RALPH_RUNSERVER_BACKEND": "fs",
            "RALPH_APP_DIR": str(app),
            "RALPH_AUTH_FILE": str(app / "auth.json"),
            "RALPH_HISTORY_FILE": str(app / "history.json"),
            "RALPH_BACKENDS__LRS__FS__DEFAULT_DIRECTORY_PATH": str(self.store),
        }
        self.log = open(work / "ralph.log", "ab")

    def start(self):
        command = [sys.executable, str(HERE / "lrs_server.py"), str(self.port)]
        self.process = subprocess.Popen(
            command, env=self.environment, cwd=self.work, stdout=self.log, stderr=self.log
        )
        until = time.monotonic() + 90
        while time.monotonic() < until:
            try:
                if requests.get(f"http://127.0.0.1:{self.port}/__lbheartbeat__", timeout=1).ok:
                    return
            except requests.RequestException:
                time.sleep(0.1)
        sys.exit(f"Ralph does not start:\n{(self.work / 'ralph.log').read_text()[-3000:]}")

    def stop(self):
        if self.process:
            self.process.terminate()
            self.process.wait(60)
            self.process = None

    def lines(self):
        file = self.store / "fs_lrs.jsonl"
        return [json.loads(line) for line in file.read_text().splitlines()] if file.exists() else []


class Line(http.server.ThreadingHTTPServer):
    """A line to the server that loses requests and answers, by a seeded chance."""

    daemon_threads = True

    def __init__(self, server_port, seed):
        super().__init__(("127.0.0.1", 0), Carrier)
        self.server_port_behind = server_port
        self.chance = random.Random(seed)
        self.trouble = 0.0
        self.lost = {"there": 0, "back": 0, "slow": 0, "busy": 0, "dead": 0}
        self.lock = threading.Lock()

    def handle_error(self, request, client_address):
        """A sender that was killed breaks its connection: that is part of the test."""

    def fate(self):
        with self.lock:
            if self.chance.random() >= self.trouble:
                return "well"
            fate = self.chance.choice(["there", "back", "back", "slow", "busy"])
            self.lost[fate] += 1
            return fate


class Carrier(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def cut(self):
        self.close_connection = True
        try:
            self.connection.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass

    def answer(self, status, headers, body):
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        fate = self.server.fate()
        if fate == "there":
            return self.cut()
        if fate == "busy":
            return self.answer(503, [("Retry-After", "1")], b"later")
        behind = http.client.HTTPConnection("127.0.0.1", self.server.server_port_behind, timeout=60)
        try:
            behind.request("POST", self.path, body, dict(self.headers))
            answer = behind.getresponse()
            said = answer.read()
        except OSError:
            with self.server.lock:
                self.server.lost["dead"] += 1
            return self.cut()
        finally:
            behind.close()
        if fate == "back":
            return self.cut()
        if fate == "slow":
            # Longer than the sender waits: the server has it, the sender does not know.
            time.sleep(4)
            return self.cut()
        kind = answer.getheader("Content-Type") or "application/json"
        return self.answer(answer.status, [("Content-Type", kind)], said)


class School:
    """One school: its user's folder, its account on the server, its own page."""

    said = []

    def __init__(self, folder, binary):
        self.folder, self.binary, self.name = folder, binary, folder.name
        self.home_page = f"https://{self.name}.example/"
        # Plain ASCII: this server reads no other passwords.
        self.password = f"motdepasse-{self.name}-%:x"

    def command(self, *arguments):
        return [self.binary, "lrs", *arguments]

    @property
    def environment(self):
        clean = {key: value for key, value in os.environ.items() if not key.startswith("EPISSURE_")}
        return {**clean, "EPISSURE_DATA": str(self.folder), "EPISSURE_HOME": str(HERE.parent), "LANG": "C.UTF-8"}

    def run(self, *arguments, password=None):
        environment = self.environment
        if password:
            environment["EPISSURE_LRS_PASSWORD"] = password
        done = subprocess.run(
            self.command(*arguments), env=environment, capture_output=True, text=True, timeout=BOUND, stdin=subprocess.DEVNULL
        )
        School.said.append(done.stdout + done.stderr)
        return done

    def set(self, url, password=None):
        return self.run(
            "set", url, "--user", self.name, "--home-page", self.home_page, password=password or self.password
        )

    def queue(self, *paths):
        return self.run("queue", "--synthetic", *map(str, paths))

    def counts(self):
        return json.loads(self.run("status", "--json").stdout)["counts"]

    def bodies(self):
        with sqlite3.connect(self.folder / "lrs.sqlite") as base:
            return [json.loads(body) for (body,) in base.execute("SELECT body FROM statement ORDER BY place")]

    def send_until_done(self, chance, kills):
        """Sends; some senders are killed on the way. Gives back how many runs that took."""
        for runs in range(1, 40):
            sender = subprocess.Popen(
                self.command("send", "--timeout", "3", "--batch", "8"),
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
            )
            if kills and chance.random() < 0.5:
                kills -= 1
                try:
                    sender.wait(chance.uniform(0.02, 1.5))
                except subprocess.TimeoutExpired:
                    sender.kill()
            said, _ = sender.communicate(timeout=BOUND)
            School.said.append(said)
            if sender.returncode == 0:
                return runs
        raise RuntimeError(f"{self.name}: {said}")


def accounts(ralph, schools):
    """One account by Ralph's own command, the others in its form: the command takes seconds each."""
    first = schools[0]
    command = [str(pathlib.Path(sys.executable).parent / "ralph"), "auth", "-u", first.name, "-p", first.password]
    command += ["-s", "all", "-N", first.name, "-A", first.name, first.home_page, "-w"]
    done = subprocess.run(command, env=ralph.environment, cwd=ralph.work, capture_output=True, text=True, timeout=120)
    path = pathlib.Path(ralph.environment["RALPH_AUTH_FILE"])
    check("`ralph auth` makes an account", done.returncode == 0 and path.exists(), done.stderr.strip()[-60:])
    entries = json.loads(path.read_text())
    for school in schools[1:]:
        entry = json.loads(json.dumps(entries[0]))
        entry["username"] = school.name
        entry["hash"] = bcrypt.hashpw(school.password.encode(), bcrypt.gensalt(rounds=4)).decode()
        entry["agent"]["account"] = {"name": school.name, "homePage": school.home_page}
        entry["agent"]["name"] = school.name
        entries.append(entry)
    path.write_text(json.dumps(entries))


def fetch(ralph, school, **query):
    """Every statement that the server gives for a query, page by page."""
    base = f"http://127.0.0.1:{ralph.port}"
    more, found, pages = "/xAPI/statements?" + urllib.parse.urlencode(query), [], 0
    while more:
        answer = requests.get(
            base + more,
            auth=(school.name.encode(), school.password.encode()),
            headers={"X-Experience-API-Version": "1.0.3"},
            timeout=120,
        )
        answer.raise_for_status()
        page = answer.json()
        found += page["statements"]
        more, pages = page.get("more"), pages + 1
    return found, pages


def own(statement):
    """A statement without what a server adds."""
    return {key: value for key, value in statement.items() if key not in ("stored", "authority", "version")}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--epissure", required=True)
    parser.add_argument("--sample", required=True)
    parser.add_argument("--work", required=True, type=pathlib.Path)
    parser.add_argument("--short", action="store_true", help="2 schools, 4 trainees: the part for CI")
    parser.add_argument("--seed", type=int, default=20260907)
    parser.add_argument("--exam", type=pathlib.Path, help="a folder of sealed attempts instead of made-up schools")
    parser.add_argument("--session", type=pathlib.Path, help="the session that they are of")
    options = parser.parse_args()
    if options.exam:
        sys.exit(exam(options))
    counts = (2, 4, 3) if options.short else (20, 12, 3)
    stops = 2 if options.short else 8
    work, chance = options.work, random.Random(options.seed)
    start = time.monotonic()

    began = time.monotonic()
    environment = {**os.environ, "EPISSURE_HOME": str(HERE.parent), "EPISSURE_DATA": str(work / "none")}
    subprocess.run(
        [options.sample, str(work / "schools"), *map(str, counts)], check=True, env=environment, timeout=BOUND * 3
    )
    schools = [School(folder, options.epissure) for folder in sorted((work / "schools").iterdir())]
    attempts = counts[0] * counts[1] * counts[2]
    check("schools × trainees × sessions: attempts done and marked", True, f"{counts} = {attempts}", began)

    ralph = Ralph(work, free_port())
    began = time.monotonic()
    accounts(ralph, schools)
    ralph.start()
    check("Ralph runs on 127.0.0.1 with its file backend", True, f"port {ralph.port}", began)
    line = Line(ralph.port, options.seed)
    threading.Thread(target=line.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{line.server_address[1]}/xAPI"
    try:
        trial(options, schools, attempts, ralph, line, url, chance, stops)
    finally:
        ralph.stop()
        line.shutdown()
    print(f"\n{len(ROWS)} checks in {time.monotonic() - start:.0f} s, {len(FAILED)} failed")
    if FAILED:
        print((work / "ralph.log").read_text()[-2000:], file=sys.stderr)
    sys.exit(1 if FAILED else 0)


def exam(options):
    """Sealed attempts to a server that is stopped meanwhile, and back."""
    sealed = sorted(options.exam.rglob("*.epscelle"))
    school = School(options.work / "jury", options.epissure)
    school.folder.mkdir()
    ralph = Ralph(options.work, free_port())
    accounts(ralph, [school])
    ralph.start()
    try:
        school.set(f"http://127.0.0.1:{ralph.port}/xAPI")
        done = school.run("queue", "--synthetic", "--session", str(options.session), *map(str, sealed))
        made = {statement["id"]: statement for statement in school.bodies()}
        check("every sealed attempt is queued as four statements", len(made) == 4 * len(sealed) > 0,
              f"{len(made)} {done.stderr.strip()[-40:]}")
        ralph.stop()
        away = school.run("send", "--once")
        check("a server that is away loses nothing", away.returncode == 1 and school.counts()["waiting"] == len(made))
        ralph.start()
        sent = school.run("send")
        found, _ = fetch(ralph, school, limit=100)
        back = {statement["id"]: own(statement) for statement in found}
        check("all is sent, and comes back as it was queued", sent.returncode == 0 and back == made, len(found))
        again = school.run("queue", "--synthetic", "--session", str(options.session), *map(str, sealed))
        check("queued again, nothing is new", "0 statement(s) are new" in again.stdout)
    finally:
        ralph.stop()
    return 1 if FAILED else 0


def trial(options, schools, attempts, ralph, line, url, chance, stops):
    first = schools[0]

    done = first.run("send")
    check("nothing is sent before a server is named", done.returncode == 1 and "lrs set" in done.stderr)
    done = first.set("http://lrs.example/xAPI")
    check("no password goes over a network in the clear", done.returncode == 1 and "https" in done.stderr)
    sets = [school.set(url).returncode for school in schools]
    modes = {stat.S_IMODE((school.folder / "lrs.json").stat().st_mode) for school in schools}
    check("the server is named; its file is its owner's alone", not any(sets) and modes == {0o600}, f"{modes}")
    (first.folder / "lrs.json").chmod(0o644)
    done = first.run("send")
    check("settings that others may read are refused", done.returncode == 1 and "chmod 600" in done.stderr)
    first.set(url)

    began = time.monotonic()
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        codes = list(pool.map(lambda school: school.queue().returncode, schools))
    made = [body for school in schools for body in school.bodies()]
    expected = {statement["id"]: statement for statement in made}
    check("every attempt is queued as four statements", not any(codes) and len(expected) == len(made) == 4 * attempts,
          f"{len(made)} statements", began)
    again = [school.queue() for school in schools[:3]]
    check("queued again, nothing is new", all("0 statement(s) are new" in done.stdout for done in again))
    began = time.monotonic()
    bad = 0
    for statement in made:
        try:
            BaseXapiStatement(**statement)
        except ValueError as why:
            bad += 1
            print(str(why)[:500])
    check("Ralph's own model of xAPI accepts every statement", bad == 0, f"{bad} refused", began)

    done = first.set(url, password="faux-mot")
    sent = first.run("send")
    waits = first.counts()
    good = sent.returncode == 1 and "401" in sent.stderr and waits["refused"] == 0 and waits["done"] == 0
    check("a wrong password stops it and sets nothing aside", done.returncode == 0 and good, waits)
    first.set(url)
    done = first.set(url.replace("/xAPI", "/elsewhere"))
    sent = first.run("send", "--once")
    check("a wrong address likewise", sent.returncode == 1 and first.counts()["refused"] == 0, sent.stderr.strip()[-28:])
    first.set(url)

    # Lost requests and answers, a server that comes and goes, senders that are killed.
    began = time.monotonic()
    line.trouble = 0.3
    over = threading.Event()
    restarts = 0

    def come_and_go():
        nonlocal restarts
        while restarts < stops and not over.wait(chance.uniform(0.3, 2.0)):
            ralph.stop()
            time.sleep(chance.uniform(0.2, 2.0))
            ralph.start()
            restarts += 1

    coming = threading.Thread(target=come_and_go)
    coming.start()
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        jobs = [pool.submit(school.send_until_done, random.Random(at), 3) for at, school in enumerate(schools)]
        runs = sum(job.result() for job in jobs)
    over.set()
    coming.join(120)
    line.trouble = 0.0
    lost = ", ".join(f"{count} {kind}" for kind, count in line.lost.items())
    check("all is sent while server, line and senders fail", True, f"{restarts} restarts, {runs} runs", began)
    check("  what the line lost", sum(line.lost.values()) > 0 and restarts > 0, lost)
    totals = [school.counts() for school in schools]
    check("every queue is empty", all(one["waiting"] + one["refused"] + one["conflicts"] == 0 for one in totals),
          f"{sum(one['done'] for one in totals)} done")

    began = time.monotonic()
    found, pages = fetch(ralph, first, limit=100)
    by_id = {statement["id"]: own(statement) for statement in found}
    check("the server holds each statement once", len(found) == len(by_id) == len(expected),
          f"{len(found)} in {pages} pages", began)
    differ = [key for key, statement in expected.items() if by_id.get(key) != statement]
    check("and each as it was queued, to the last field", not differ, f"{len(differ)} differ")
    check("the server's file has no line twice", len(ralph.lines()) == len(expected), f"{len(ralph.lines())} lines")

    began = time.monotonic()
    school = schools[-1]
    actor = next(s["actor"] for s in expected.values() if s["actor"]["account"]["homePage"] == school.home_page)
    mine = [statement for statement in expected.values() if statement["actor"] == actor]
    found, _ = fetch(ralph, school, agent=json.dumps(actor))
    check("one trainee's statements are found by account", {s["id"] for s in found} == {s["id"] for s in mine},
          f"{len(found)}", began)
    began = time.monotonic()
    twin = School(options.work / "twin" / first.name, options.epissure)
    twin.password = first.password
    twin.folder.mkdir(parents=True)
    shutil.copytree(first.folder / "attempts", twin.folder / "attempts")
    twin.set(url)
    twin.queue()
    sent = twin.run("send")
    check("the same attempts from another machine change nothing", sent.returncode == 0
          and len(ralph.lines()) == len(expected), sent.stdout.strip()[:28], began)

    began = time.monotonic()
    other = School(options.work / "other" / first.name, options.epissure)
    other.password = first.password
    other.folder.mkdir(parents=True)
    shutil.copytree(first.folder / "attempts", other.folder / "attempts")
    file = sorted((other.folder / "attempts").glob("*.mark.json"))[0]
    mark = json.loads(file.read_text())
    mark["mark"] = round(abs(mark["mark"] - 0.5), 2)
    file.write_text(json.dumps(mark))
    other.set(url)
    other.queue()
    sent, after = other.run("send"), other.counts()
    good = sent.returncode == 1 and after["conflicts"] == 2 and after["waiting"] == after["refused"] == 0
    check("another mark of one attempt is kept as a conflict", good and len(ralph.lines()) == len(expected), after, began)
    again = other.run("queue", "--synthetic", str(first.folder / "attempts"))
    check("and neither mark replaces the other", "another mark" in again.stderr and other.counts() == after)

    # What a server takes and we do not send.
    spoilt = json.loads(json.dumps(mine[0]))
    spoilt["id"] = spoilt["id"][:-1] + ("0" if spoilt["id"][-1] != "0" else "1")
    spoilt["result"] = {"score": {"scaled": 1.5, "raw": 30, "min": 0, "max": 20}}
    answer = requests.post(
        f"http://127.0.0.1:{ralph.port}/xAPI/statements", json=[spoilt], timeout=60,
        auth=(school.name.encode(), school.password.encode()), headers={"X-Experience-API-Version": "1.0.3"},
    )
    check("(this server takes a scaled score of 1.5)", answer.status_code == 200, answer.status_code)
    fresh = School(options.work / "fresh" / first.name, options.epissure)
    fresh.password = first.password
    fresh.folder.mkdir(parents=True)
    fresh.set(url)
    fresh.queue(first.folder / "attempts")
    with sqlite3.connect(fresh.folder / "lrs.sqlite") as base:
        base.execute(
            "UPDATE statement SET body = json_set(body, '$.result.score.scaled', 1.5)"
            " WHERE place IN (SELECT place FROM statement WHERE json_extract(body, '$.result.score.raw') IS NOT NULL LIMIT 1)"
        )
    sent, after = fresh.run("send"), fresh.counts()
    reason = fresh.run("status").stdout
    check("we do not send one, not even from a changed queue", after["refused"] == 1 and "1.5 is not from" in reason,
          f"refused {after['refused']}")

    everything = "".join(School.said)
    words = [one.password for one in schools] + ["faux-mot"]
    coded = [base64.b64encode(f"{one.name}:{one.password}".encode()).decode() for one in schools]
    check("no password is in anything that was printed", not any(word in everything for word in words + coded),
          f"{len(School.said)} runs")
    open_files = [
        file for school in schools for file in school.folder.glob("lrs*")
        if stat.S_IMODE(file.stat().st_mode) & 0o077 and not file.name.endswith(".lock")
    ]
    check("settings and queues are their owners' alone", not open_files, [file.name for file in open_files[:3]])


if __name__ == "__main__":
    main()
