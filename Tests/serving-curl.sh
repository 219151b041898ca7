#!/usr/bin/env bash
# Runs the curl commands of a page against a server, and compares what they print with the lines that follow them.
# Usage: serving-curl.sh page URL
set -euo pipefail
page=$1
url=$2
count=0
command=
expected=

check() {
  [[ -n $command ]] || return 0
  local found
  found=$(bash -c "${command//http:\/\/127.0.0.1:5000/$url}")
  if [[ $found != "$expected" ]]; then
    printf '%s\nprints:\n%s\ninstead of:\n%s\n' "$command" "$found" "$expected"
    exit 1
  fi
  count=$((count + 1))
  command=
  expected=
}

while IFS= read -r line; do
  case $line in
    '    $ curl '*)
      check
      command=${line#    $ }
      ;;
    '    '*) if [[ -n $command ]]; then expected+=${expected:+$'\n'}${line#    }; fi ;;
    *) check ;;
  esac
done <"$page"
check
((count > 0)) || { echo "$page has no curl command"; exit 1; }
echo "$count commands"
