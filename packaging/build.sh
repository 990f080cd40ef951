#!/bin/sh
# Builds the program as packages have it and says where it is. On Linux the C library is in it: finding and loading libraries is a good part of a
# short run. That needs the static C library, which Debian's libc6-dev has (Fedora: glibc-static).
set -eu
cd "$(dirname "$0")/.."

host=$(rustc -vV | sed -n 's/^host: //p')
set --
case $host in
  *-linux-gnu)
    # Named as a target, so that the flags hold for the program and not for what runs while it is built.
    set -- --config "target.$host.rustflags=['-Ctarget-feature=+crt-static','-Crelocation-model=static']"
    ;;
esac
cargo build --release --locked --target "$host" "$@" >&2
target=$(cargo metadata --no-deps --locked --format-version 1 | sed 's/.*"target_directory":"\([^"]*\)".*/\1/')
echo "$target/$host/release/amazon-help"
