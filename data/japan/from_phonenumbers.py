#!/usr/bin/env python3
"""Write countries.toml: every region with a telephone country code.

    python3 -m pip install phonenumbers babel
    python3 data/japan/from_phonenumbers.py [CHECKED-DATE] > data/japan/countries.toml

Reads two installed Python packages and nothing else:
  phonenumbers  (port of google/libphonenumber, Apache-2.0): regions, calling codes, which region of a shared code is the
                main one, and the leading digits that tell regions of a shared code apart;
  babel         (its data is Unicode CLDR, licence Unicode-3.0): the names in Japanese and English. The names inside
                phonenumbers are older (it still has Japanese names that went out of use years ago).

Writes one line a region to standard output, ordered by calling code, main region first.
`main` is written only where several regions share the calling code.
"""

import sys

import babel
import phonenumbers
from babel import Locale
from phonenumbers import COUNTRY_CODE_TO_REGION_CODE, SUPPORTED_REGIONS, PhoneMetadata

# CLDR's everyday short names where its standard name is a long official one.
SHORT = {
    "HK": ("香港", "Hong Kong"),
    "MO": ("マカオ", "Macao"),
    "MM": ("ミャンマー", "Myanmar"),
}


def main():
    checked = sys.argv[1] if len(sys.argv) > 1 else "2026-11-23"
    ja, en = Locale("ja").territories, Locale("en").territories
    rows, seen = [], set()
    for code, regions in sorted(COUNTRY_CODE_TO_REGION_CODE.items()):
        regions = [r for r in regions if r in SUPPORTED_REGIONS]
        for region in [*regions[:1], *sorted(regions[1:])]:
            name = SHORT.get(region) or (ja[region], en[region])
            in_ja = name[0].replace("(", "（").replace(")", "）")
            row = f'  {{ region = "{region}", calling_code = {code}, name = {{ ja = "{in_ja}", en = "{name[1]}" }}'
            if len(regions) > 1:
                row += f", main = {'true' if region == regions[0] else 'false'}"
                leading = PhoneMetadata.metadata_for_region(region).leading_digits
                row += f', leading = "{leading}"' if leading else ""
            rows.append(row + " },")
            seen.add(region)
    if seen != set(SUPPORTED_REGIONS):
        raise SystemExit(f"regions without a calling code: {sorted(set(SUPPORTED_REGIONS) - seen)}")

    print("# Telephone country codes.")
    print("# Written by from_phonenumbers.py; change that script, not this file.")
    print(f"# Codes: Python package phonenumbers {phonenumbers.__version__}, a port of google/libphonenumber; licence: Apache-2.0.")
    print(f"# Names: Unicode CLDR, from the Python package babel {babel.__version__}; licence: Unicode-3.0.")
    print("# `leading`: what the number after the calling code starts with (a regular expression), for regions that share a code.")
    print()
    print('sources = ["libphonenumber", "cldr"]')
    print(f'checked = "{checked}"')
    print()
    print("country = [")
    print("\n".join(rows))
    print("]")


main()
