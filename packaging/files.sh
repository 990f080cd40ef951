#!/bin/sh
# Puts completions and manual pages, which the program makes itself, below a prefix: packaging/files.sh PROGRAM PREFIX
set -eu

if [ $# -ne 2 ]; then
  echo "usage: $0 PROGRAM PREFIX, such as: $0 target/release/amazon-help ~/.local" >&2
  exit 2
fi
program=$1
share=$2/share
if ! [ -x "$program" ]; then
  echo "$program is no program: build it with cargo build --release" >&2
  exit 1
fi

# What is packaged is for everybody: no settings or facts of whoever builds it.
unset AMAZON_HELP_KB
export AMAZON_HELP_CONFIG= AMAZON_HELP_OVERLAY=

bash=$share/bash-completion/completions
zsh=$share/zsh/site-functions
fish=$share/fish/vendor_completions.d
mkdir -p "$bash" "$zsh" "$fish" "$share/man/man1" "$share/man/ja/man1"

# bash shows ids alone. The others show their names too, in the language of whoever types.
"$program" completions bash --lang en >"$bash/amazon-help"
ja=$("$program" completions zsh --lang ja)
en=$("$program" completions zsh --lang en)
cat >"$zsh/_amazon-help" <<END
#compdef amazon-help
case "\${AMAZON_HELP_LANG:-\${LC_ALL:-\${LC_MESSAGES:-\$LANG}}}" in
ja*)
$ja
;;
*)
$en
;;
esac
END
ja=$("$program" completions fish --lang ja)
en=$("$program" completions fish --lang en)
cat >"$fish/amazon-help.fish" <<END
set -l lang (string match -v '' -- \$AMAZON_HELP_LANG \$LC_ALL \$LC_MESSAGES \$LANG)
if string match -q 'ja*' -- "\$lang[1]"
$ja
else
$en
end
END

pages=$("$program" man --list)
for page in $pages; do
  "$program" man "$page" --lang en >"$share/man/man1/$page.1"
  "$program" man "$page" --lang ja >"$share/man/ja/man1/$page.1"
  gzip -9nf "$share/man/man1/$page.1" "$share/man/ja/man1/$page.1"
done
