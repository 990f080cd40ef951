#!/usr/bin/env python3
"""Hold our numbers against the Python package phonenumbers (port of google/libphonenumber): valid or not, type, region, E.164 and written form.

    python3 -m pip install phonenumbers
    python3 .ci/number_oracle.py [EVERY]

Takes the examples of every region and type (tests/fixtures/world-number-examples.csv), and of each its mutations: every digit changed, dropped, doubled and
added; +, 010, 00 and 184-010 in front; the national prefix kept behind the code; separators, brackets, extensions and full-width digits.
EVERY: only one in so many of the mutated digits (all of them, unless given).

The library is asked about + and the digits that a spelling stands for. Prints how many were asked, and every class of disagreement with its reason; fails
when one has no reason, or when all together are more than one in 200.
"""

import collections
import csv
import random
import subprocess
import sys
from pathlib import Path

import phonenumbers
from phonenumbers import PhoneMetadata, PhoneNumberFormat, PhoneNumberType

ROOT = Path(__file__).parent.parent
MOST = 0.005
WIDE = str.maketrans("0123456789-+ ", "０１２３４５６７８９－＋　")
HYPHENS = ["-", " ", ".", "‐", "–", "−", "\u00a0", "  ", " - "]


def mutations(digits, code, chance):
    """The digits, and what becomes of them by one slip."""
    yield "as it is", digits
    for at in range(len(code), len(digits)):
        yield "changed", digits[:at] + chance.choice([d for d in "0123456789" if d != digits[at]]) + digits[at + 1 :]
        yield "dropped", digits[:at] + digits[at + 1 :]
        yield "doubled", digits[:at] + digits[at] + digits[at:]
        yield "added", digits[:at] + chance.choice("0123456789") + digits[at:]


def spellings(row, digits, written, prefix, chance):
    """Ways to write a number, each with the digits that it stands for."""
    code, national = row["calling_code"], row["national_number"]
    same = [
        "010" + digits,
        "010-" + digits,
        "010 " + code + " " + national,
        "00" + digits,
        "00 " + code + " " + national,
        "184-010-" + digits,
        "001-010-" + digits,
        "+" + code + "-" + national,
        "(+" + code + ") " + national,
        "+" + code + "(" + national[:3] + ")" + national[3:],
        written,
        written.translate(WIDE),
        "Tel: " + written,
        written + "です",
    ]
    same += [written.replace(" ", hyphen).replace("-", hyphen) for hyphen in HYPHENS]
    for text in same:
        yield "spelled", text, digits, ""
    for label in " ext. 12", " x12", " 内線12", ";ext=12":
        yield "extension", written + label, digits, "12"
    for front in {prefix, "0", "1", "8"} - {""}:
        # What the library makes of a prefix behind the code is part of the question.
        yield "prefix kept", "+" + code + front + national, code + front + national, ""
        yield "prefix kept", "+" + code + " (" + front + ") " + national, code + front + national, ""


def questions(every):
    """Kind, text, digits behind + and extension of everything that is asked."""
    chance = random.Random(81)
    with open(ROOT / "tests/fixtures/world-number-examples.csv", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        digits = row["e164"].removeprefix("+")
        number = phonenumbers.parse(row["e164"])
        written = phonenumbers.format_number(number, PhoneNumberFormat.INTERNATIONAL)
        data = None if row["region"] == "001" else PhoneMetadata.metadata_for_region(row["region"])
        prefix = (data.national_prefix or "") if data else ""
        for kind, mutated in mutations(digits, row["calling_code"], chance):
            if kind == "as it is" or chance.random() < 1 / every:
                yield kind, "+" + mutated, mutated, ""
        for spelling in spellings(row, digits, written, prefix, chance):
            yield spelling


def theirs(digits):
    """What the library makes of + and these digits."""
    try:
        number = phonenumbers.parse("+" + digits)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    kind = PhoneNumberType.to_string(phonenumbers.number_type(number)).lower().replace("_", "-")
    region = phonenumbers.region_code_for_number(number)
    written = phonenumbers.format_number(number, PhoneNumberFormat.INTERNATIONAL)
    return phonenumbers.format_number(number, PhoneNumberFormat.E164), kind, region, written


def ours(texts):
    """What our program makes of each text."""
    command = ["cargo", "run", "--locked", "--quiet", "--example", "numbers"]
    ran = subprocess.run(command, input="\n".join(texts) + "\n", cwd=ROOT, capture_output=True, text=True, check=True)
    for line in ran.stdout.splitlines():
        _, valid, e164, kind, region, _, written, extension = line.split("\t")
        yield ((e164, kind, region, written) if valid == "1" else None), extension


# What differs on purpose: name, reason, and whether it is that.
REASONS = [
    (
        "more digits than E.164 allows",
        "E.164 allows 15 digits; the library has German numbers of 16, and none such is taken for a number here",
        lambda text, digits, they, we: they and not we and len(they[0]) > 16,
    ),
    (
        "00 run together with 37, 66 or 78",
        "0037, 0066 and 0078 with so many digits are free numbers of Japan; 00 37… with something between is read as international",
        lambda text, digits, they, we: they and not we and text == "00" + digits and digits[:2] in ("37", "66", "78"),
    ),
    (
        "four digits in Iran",
        "behind 010 or 00 that makes nine digits at most, which are called too short; with + it is a number",
        lambda text, digits, they, we: they and not we and they[0] == "+989601" and "+" not in text,
    ),
]


def main():
    every = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    asked = list(dict.fromkeys(questions(every)))
    answers = list(ours([text for _, text, _, _ in asked]))
    if len(answers) != len(asked):
        raise SystemExit(f"{len(asked)} questions and {len(answers)} answers")
    known = {}
    kinds = collections.Counter()
    differ = collections.defaultdict(list)
    for (kind, text, digits, extension), (we, our_extension) in zip(asked, answers):
        kinds[kind] += 1
        they = known.setdefault(digits, None) if digits in known else known.setdefault(digits, theirs(digits))
        home = digits.startswith("81")
        # Japan's numbers are written as at home.
        same = (they[:3] == we[:3] if they and we else they == we) if home else they == we
        if same and (they is None or our_extension == extension):
            continue
        reason = next((name for name, _, applies in REASONS if applies(text, digits, they, we)), None)
        differ[reason].append((kind, text, they, we, our_extension))
    total, wrong = len(asked), sum(map(len, differ.values()))
    print(f"{total} numbers: " + ", ".join(f"{kind} {count}" for kind, count in kinds.most_common()))
    print(f"{wrong} are read otherwise than by phonenumbers {phonenumbers.__version__} ({wrong / total:.4%})")
    for name, why, _ in REASONS:
        print(f"  {len(differ[name])} {name}: {why}")
    unexplained = differ[None]
    if unexplained:
        print(f"  {len(unexplained)} without a reason, among them:")
        for row in unexplained[:: max(1, len(unexplained) // 40)]:
            print("   ", *row)
    if unexplained or wrong > MOST * total:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
