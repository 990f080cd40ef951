#!/usr/bin/env python3
"""Holds `check-url` against a second parser of the WHATWG URL Standard, the C++ one behind the package ada-url.

    pip install ada-url==4.0.0
    .ci/url_differential.py [URL_TEST_DATA.json]

Makes $AMAZON_HELP_MIXES random addresses (200,000 without it) from the seed $AMAZON_HELP_SEED, and takes those of the Web Platform Tests where their
`urltestdata.json` is given (web-platform-tests/wpt, url/resources; BSD-3-Clause). $AMAZON_HELP_PROFILE is cargo's profile, `release` without it.
An address that is called official or hosted must have no other host in this parser. The `url` crate is asked by `examples/url_mixes.rs` itself.
Ends with 1 where one differs.
"""
import json
import os
import re
import subprocess
import sys
import tempfile

import ada_url

PROFILE = os.environ.get("AMAZON_HELP_PROFILE", "release")
CARGO = ["cargo", "run", "--locked", "--quiet", "--profile", PROFILE, *os.environ.get("AMAZON_HELP_CARGO", "").split()]
MIXES = [*CARGO, "--example", "url_mixes", "--"]
EDGE = "".join(map(chr, range(0x21)))


def host(text):
    try:
        return ada_url.URL(text).hostname.rstrip(".")
    except ValueError:
        return ""


def opened(text):
    """What an address bar opens: the address, or the same with a scheme where none stands. Nobody opens what was made harmless."""
    bare = re.sub(r"[\t\n\r]", "", text.strip(EDGE))
    scheme = re.match(r"([A-Za-z0-9]+):", bare)
    if scheme:
        return "" if scheme[1].lower() in ("hxxp", "hxxps") else host(text)
    name = host("https://" + bare)
    # Words with no dot in them are searched for.
    return host(text) or (name if "." in name or ":" in name else "")


def compare(source):
    """How many addresses were made, how many of them are taken for official, and those that this parser opens elsewhere."""
    seed = os.environ.get("AMAZON_HELP_SEED", "1")
    with subprocess.Popen([*MIXES, source, seed], stdout=subprocess.PIPE, text=True, encoding="utf-8") as run:
        head = json.loads(run.stdout.readline())
        own = head["domains"] + head["customer_pages"]
        suffixes = tuple("." + name for name in own)
        own = set(own)
        count, wrong, openable = 0, [], 0
        for line in run.stdout:
            address, verdict, ours = line.rstrip("\n").split("\t")
            address = json.loads(address)
            theirs = opened(address)
            count += 1
            openable += bool(theirs)
            if theirs and theirs not in own and not theirs.endswith(suffixes):
                wrong.append((address, verdict, ours, theirs))
    if run.returncode:
        sys.exit(f"url_mixes ended with {run.returncode}")
    return head["made"], count, openable, wrong


def main():
    sources = [("random mixes", os.environ.get("AMAZON_HELP_MIXES", "200000"))]
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as cases:
        if len(sys.argv) > 1:
            with open(sys.argv[1], encoding="utf-8") as file:
                tests = [t for t in json.load(file) if isinstance(t, dict)]
            hosts = ["www.amazon.co.jp", "amazon.com"]
            for test in tests:
                text = test["input"]
                # As they are, and with an official name for each host that they are about.
                for variant in {text, *(re.sub(r"example\.(com|org|net)|\bhost\b|\bfoo\b", name, text) for name in hosts)}:
                    if not any("\ud800" <= c <= "\udfff" for c in variant):
                        cases.write(json.dumps(variant) + "\n")
            cases.flush()
            sources.append(("Web Platform Tests", cases.name))
        failed = False
        for name, source in sources:
            made, count, openable, wrong = compare(source)
            print(f"{name}: {made} addresses, {count} official or hosted, {openable} of these opened by ada-url, {len(wrong)} of them elsewhere")
            for address, verdict, ours, theirs in wrong[:20]:
                print(f"  {ascii(address)}: {verdict} ({ours}), ada-url opens {theirs}")
            failed |= bool(wrong)
    sys.exit(failed)


main()
