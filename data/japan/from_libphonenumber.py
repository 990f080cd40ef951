#!/usr/bin/env python3
"""Write numbering.toml from libphonenumber's list of Japanese number ranges.

    python3 data/japan/from_libphonenumber.py RANGES.csv [CHECKED-DATE] > data/japan/numbering.toml

Reads RANGES.csv, a local copy of google/libphonenumber resources/metadata/81/ranges.csv (Apache-2.0) brought to the
columns national_prefix_range, lengths, type, tariff, national_only, operator, area_en, area_ja (the two area columns
come from resources/geocoding/{en,ja}/81.txt of the same project). Nothing is downloaded.

Writes to standard output:
  range     every range of the list: the same numbers, in fewer rows where rows differ in operator or length only;
  addition  the few ranges that the list does not have, each with its own source (ADDITIONS below).

A prefix is a pattern of digits and character classes and leaves out the trunk 0 ("11[235-8]" is 011-2, 011-3 ...).
`lengths` counts the digits after the trunk 0. With `trunk = false` nothing is left out: prefix and length count every
digit as it is dialled (0037-..., 110).

`groups` are the sizes of the groups one writes the number in, the trunk 0 included, as the Python package phonenumbers (a port of the
same project, Apache-2.0) formats it.

The script fails when its rows, read back, do not stand for exactly the numbers of the list, or when two rows overlap.
"""

import csv
import re
import sys

import phonenumbers

CLASSES = {
    ("FIXED_LINE", "STANDARD_RATE"): "geographic",
    ("FIXED_LINE", "TOLL_FREE"): "toll-free",
    ("FIXED_LINE", "PREMIUM_RATE"): "premium",
    ("UAN", "STANDARD_RATE"): "shared-cost",
    ("VOIP", "STANDARD_RATE"): "ip-phone",
    ("MOBILE", "STANDARD_RATE"): "mobile",
    ("PAGER", "STANDARD_RATE"): "m2m-or-pager",
    ("PERSONAL_NUMBER", "STANDARD_RATE"): "personal",
}

# Not in the list, but in the numbering plan of the ministry or in wide use.
ADDITIONS = [
    ("180", [9], "premium", True, "dmdata"),  # Teledome
    ("200", [13], "m2m-or-pager", True, "soumu"),  # M2M numbers of 14 digits
    ("1[0-9][0-9]", [3], "short-code", False, "soumu"),  # 110, 119, 188 ...
]

TOKEN = re.compile(r"\[([0-9-]+)\]|([0-9])")


def expand_class(text):
    """'235-8' -> {'2', '3', '5', '6', '7', '8'}"""
    digits, i = set(), 0
    while i < len(text):
        if text[i + 1 : i + 2] == "-":
            digits.update(str(d) for d in range(int(text[i]), int(text[i + 2]) + 1))
            i += 3
        else:
            digits.add(text[i])
            i += 1
    return digits


def prefixes(pattern):
    """All digit strings that the pattern stands for."""
    found, at = [""], 0
    while at < len(pattern):
        token = TOKEN.match(pattern, at)
        if token is None:
            raise SystemExit(f"cannot read the prefix {pattern!r}")
        digits = expand_class(token[1]) if token[1] else {token[2]}
        found = [p + d for p in found for d in sorted(digits)]
        at = token.end()
    return found


def at_depth(prefix, depth):
    """The prefixes of `depth` digits under this one."""
    rest = depth - len(prefix)
    return [prefix + str(i).zfill(rest) for i in range(10**rest)] if rest else [prefix]


def write_class(digits):
    """{'2', '3', '5', '6', '7', '8'} -> '[235-8]'"""
    digits = sorted(int(d) for d in digits)
    if len(digits) == 1:
        return str(digits[0])
    runs, start = [], digits[0]
    for here, after in zip(digits, digits[1:] + [None]):
        if after != here + 1:
            run = list(range(start, here + 1))
            runs.append(f"{run[0]}-{run[-1]}" if len(run) > 2 else "".join(map(str, run)))
            start = after
    return "[" + "".join(runs) + "]"


def patterns(numbers, depth):
    """The fewest patterns, digit by digit, for a set of prefixes of `depth` digits."""
    if depth == 0 or len(numbers) == 10**depth:
        return [""]
    below = {}
    for number in numbers:
        below.setdefault(number[0], set()).add(number[1:])
    alike = {}
    for digit, rest in below.items():
        alike.setdefault(frozenset(rest), set()).add(digit)
    return sorted(
        write_class(digits) + tail for rest, digits in alike.items() for tail in patterns(rest, depth - 1)
    )


def groups(prefix, length):
    """The sizes of the groups that a number of this prefix is written in: '11' with 9 digits -> (3, 3, 4)."""
    number = phonenumbers.PhoneNumber(country_code=81, national_number=int(prefix.ljust(length, "5")))
    written = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL)
    return tuple(len(group) for group in written.split("-"))


def by_groups(ranges, depth):
    """Every range with its groups; one whose numbers are written in different ways becomes several."""
    for prefix, lengths, name, trunk, area in ranges:
        if not trunk:
            yield prefix, lengths, name, trunk, area, ()
            continue
        parts = {}
        for p in prefixes(prefix):
            for q in at_depth(p, depth):
                parts.setdefault(groups(q, lengths[0]), set()).add(q)
        for sizes, numbers in sorted(parts.items()):
            for pattern in [prefix] if len(parts) == 1 else patterns(numbers, depth):
                yield pattern, lengths, name, trunk, area, sizes


def main():
    if len(sys.argv) not in (2, 3):
        raise SystemExit(__doc__)
    checked = sys.argv[2] if len(sys.argv) == 3 else "2026-11-23"
    with open(sys.argv[1], encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    # prefixes are compared at the length of the longest one
    depth = max(len(p) for row in rows for p in prefixes(row["national_prefix_range"]))

    wanted = {}  # what each row of the list stands for
    one_language, plain, merged = [], [], {}
    for row in rows:
        prefix = row["national_prefix_range"]
        lengths = tuple(int(n) for n in row["lengths"].split(","))
        name = CLASSES[row["type"], row["tariff"]]
        trunk = row["national_only"] != "true"
        area = (row["area_ja"], row["area_en"])
        if any(area) and not all(area):
            one_language.append((prefix, *area))
            area = ("", "")
        for p in prefixes(prefix):
            for q in at_depth(p, depth):
                for n in lengths:
                    if wanted.setdefault((trunk, q, n), (name, area)) != (name, area):
                        raise SystemExit(f"{q} with {n} digits is listed twice")
        if name == "geographic":
            plain.append((prefix, lengths, name, trunk, area))
        else:
            # rows that differ in operator or length only become one set of numbers
            numbers = merged.setdefault((name, trunk), {})
            for p in prefixes(prefix):
                for q in at_depth(p, depth):
                    numbers.setdefault(q, set()).update(lengths)

    ranges = list(plain)
    for (name, trunk), numbers in merged.items():
        by_lengths = {}
        for q, lengths in numbers.items():
            by_lengths.setdefault((tuple(sorted(lengths)), q[0]), set()).add(q)
        for (lengths, _), qs in by_lengths.items():
            ranges += [(p, lengths, name, trunk, ("", "")) for p in patterns(qs, depth)]
    ranges.sort(key=lambda r: (r[3], r[0].replace("[", ":"), r[1]))

    ranges = list(by_groups(ranges, depth))

    got = {}
    for prefix, lengths, name, trunk, area, _ in ranges:
        for p in prefixes(prefix):
            for q in at_depth(p, depth):
                for n in lengths:
                    if (trunk, q, n) in got:
                        raise SystemExit(f"{prefix} overlaps another row at {q} with {n} digits")
                    got[trunk, q, n] = (name, area)
    if got != wanted:
        raise SystemExit("the rows do not stand for the numbers of the list")
    for prefix, lengths, _, trunk, _ in ADDITIONS:
        for p in prefixes(prefix):
            for q in at_depth(p, depth):
                if any((trunk, q, n) in wanted for n in lengths):
                    raise SystemExit(f"the addition {prefix} is in the list already")

    def line(prefix, lengths, name, trunk, area=("", ""), sizes=(), source=None):
        text = f'  {{ prefix = "{prefix}", lengths = [{", ".join(map(str, lengths))}], class = "{name}"'
        text += "" if trunk else ", trunk = false"
        text += f', groups = [{", ".join(map(str, sizes))}]' if sizes else ""
        text += f', area = {{ ja = "{area[0]}", en = "{area[1]}" }}' if all(area) else ""
        text += f', sources = ["{source}"]' if source else ""
        return text + " },"

    print("# Number ranges of Japan.")
    print("# Written by from_libphonenumber.py; change that script, not this file.")
    print("# Source: google/libphonenumber, resources/metadata/81 and resources/geocoding; licence: Apache-2.0.")
    print("# A prefix leaves out the trunk 0, and `lengths` counts the digits after it. `trunk = false`: dialled as written,")
    print("# prefix and length count every digit.")
    print(f"# The list has {len(rows)} rows. Rows that differ in operator or length only are joined; the numbers covered are the same.")
    print("#")
    print("# No area name in these ranges, because the source has it in one language only:")
    for prefix, ja, en in one_language:
        print(f"#   {prefix} {ja or en}")
    print()
    print('sources = ["libphonenumber"]')
    print(f'checked = "{checked}"')
    print()
    print("range = [")
    for row in ranges:
        print(line(*row))
    print("]")
    print()
    print("# Ranges that the list does not have, each with its own source.")
    print("addition = [")
    for prefix, lengths, name, trunk, source in ADDITIONS:
        print(line(prefix, lengths, name, trunk, source=source))
    print("]")


main()
