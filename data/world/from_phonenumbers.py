#!/usr/bin/env python3
"""Write numbering.toml: the numbering plans of all countries but Japan, as google/libphonenumber has them.

    python3 -m pip install phonenumbers
    python3 data/world/from_phonenumbers.py [CHECKED-DATE] > data/world/numbering.toml

Reads the installed Python package phonenumbers (port of google/libphonenumber, Apache-2.0) and nothing else; nothing is downloaded.

One [[region]] each, in the order in which the library asks the regions of one calling code:
  region, calling_code   ISO 3166-1 (001: no country); the code behind +
  leading                what the number after the code starts with, for regions that share a code and are told by it alone
  prefix, transform      of the first region of a code: what people put before the number inside the country, and what becomes of it
  general                the pattern and the lengths of all its numbers
  [region.type]          pattern and lengths by type
  format                 of the first region of a code: how a number is written behind +code

Patterns are regular expressions of digits that match the whole number; all are finite. Japan is left out: its plan is in data/japan/numbering.toml,
from the library's own list of ranges, and says more.
"""

import sys

import phonenumbers
from phonenumbers import COUNTRY_CODE_TO_REGION_CODE, PhoneMetadata

HOME = "JP"

TYPES = [
    ("premium_rate", "premium-rate"),
    ("toll_free", "toll-free"),
    ("shared_cost", "shared-cost"),
    ("voip", "voip"),
    ("personal_number", "personal-number"),
    ("pager", "pager"),
    ("uan", "uan"),
    ("voicemail", "voicemail"),
    ("fixed_line", "fixed-line"),
    ("mobile", "mobile"),
]


def literal(text):
    """A TOML literal string; the patterns have no quote in them."""
    if "'" in text:
        raise SystemExit(f"a quote in {text!r}")
    return f"'{text}'"


def desc(found):
    """Pattern and lengths, or nothing where a region has no such numbers."""
    if found is None or not found.national_number_pattern or found.possible_length == (-1,):
        return None
    return f"{{ pattern = {literal(found.national_number_pattern)}, lengths = [{', '.join(map(str, found.possible_length))}] }}"


def region_rows(code, region, first):
    """The lines of one region."""
    if region == "001":
        data = PhoneMetadata.metadata_for_nongeo_region(code)
    else:
        data = PhoneMetadata.metadata_for_region(region)
    yield "[[region]]"
    yield f'region = "{region}"'
    yield f"calling_code = {code}"
    if data.leading_digits:
        yield f"leading = {literal(data.leading_digits)}"
    if first and data.national_prefix_for_parsing:
        yield f"prefix = {literal(data.national_prefix_for_parsing)}"
        if data.national_prefix_transform_rule:
            # \1 is written $1, as in the library's own files.
            rule = data.national_prefix_transform_rule.replace("\\", "$")
            yield f"transform = {literal(rule)}"
    yield f"general = {desc(data.general_desc)}"
    if first:
        formats = data.intl_number_format or data.number_format
        if formats:
            yield "format = ["
            for how in formats:
                leading = how.leading_digits_pattern[-1] if how.leading_digits_pattern else ""
                row = f"  {{ pattern = {literal(how.pattern)}, to = {literal(how.format.replace(chr(92), '$'))}"
                yield row + (f", leading = {literal(leading)}" if leading else "") + " },"
            yield "]"
    yield "[region.type]"
    for field, name in TYPES:
        row = desc(getattr(data, field))
        if row:
            yield f"{name} = {row}"
    yield ""


def main():
    checked = sys.argv[1] if len(sys.argv) > 1 else "2026-11-26"
    print("# Telephone numbering plans of all countries but Japan.")
    print("# Written by from_phonenumbers.py; change that script, not this file.")
    print(f"# Source: Python package phonenumbers {phonenumbers.__version__}, a port of google/libphonenumber; licence: Apache-2.0.")
    print()
    print('sources = ["libphonenumber"]')
    print(f'checked = "{checked}"')
    print()
    for code, regions in sorted(COUNTRY_CODE_TO_REGION_CODE.items()):
        if HOME in regions:
            continue
        for at, region in enumerate(regions):
            for row in region_rows(code, region, at == 0):
                print(row)


main()
