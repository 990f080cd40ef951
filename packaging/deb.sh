#!/bin/sh
# Builds the Debian package and says where it is. Options are cargo-deb's: packaging/deb.sh --maintainer 'NAME <ADDRESS>'
set -eu
cd "$(dirname "$0")/.."

if ! cargo deb --version >/dev/null 2>&1; then
  echo "cargo-deb is missing: cargo install cargo-deb --locked" >&2
  exit 1
fi
cargo build --release --locked
target=$(cargo metadata --no-deps --locked --format-version 1 | sed 's/.*"target_directory":"\([^"]*\)".*/\1/')
# No page of a command that is gone.
rm -rf "$target/release/package"
sh packaging/files.sh "$target/release/amazon-help" "$target/release/package"
cargo deb --no-build --locked "$@"
