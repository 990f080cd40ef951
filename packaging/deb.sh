#!/bin/sh
# Builds the Debian package and says where it is. Options are cargo-deb's: packaging/deb.sh --maintainer 'NAME <ADDRESS>'
set -eu
cd "$(dirname "$0")/.."

if ! cargo deb --version >/dev/null 2>&1; then
  echo "cargo-deb is missing: cargo install cargo-deb --locked" >&2
  exit 1
fi
program=$(sh packaging/build.sh)
made=$(dirname "$program")
# No page of a command that is gone.
rm -rf "$made/package"
sh packaging/files.sh "$program" "$made/package"
cargo deb --no-build --locked --target "$(rustc -vV | sed -n 's/^host: //p')" "$@"
