#!/usr/bin/env bash
# Unpacks the tarball in new systems that have neither Swift nor our libraries, and translates, scores, trains and
# serves there.
# Usage: dist.sh TARBALL [SUITE...]   (root and debootstrap; by default Debian 12 and 13; MIRROR for other systems)
set -euo pipefail
tarball=$(realpath "$1")
shift
suites=("$@")
((${#suites[@]})) || suites=(bookworm trixie)
mirror=${MIRROR:-http://deb.debian.org/debian}
work=$(mktemp -d)
system=
trap 'if [[ -n $system ]]; then umount "$system/proc" 2>/dev/null || true; fi; rm -rf --one-file-system "$work"' EXIT
name=$(basename "$tarball" .tar.xz)

for suite in "${suites[@]}"; do
  system=$work/$suite
  debootstrap --variant=minbase "$suite" "$system" "$mirror" >"$work/log" 2>&1 || { tail "$work/log"; exit 1; }
  tar -xJf "$tarball" -C "$system/opt"
  for library in libicuuc libdnnl libgomp libswiftCore; do
    if find "$system/usr" "$system/lib" -name "$library*" 2>/dev/null | grep -q .; then
      echo "error: $suite has $library by itself, so nothing is shown" >&2
      exit 1
    fi
  done
  cat >"$system/opt/try" <<TRY
set -eu
cd /tmp
export PATH=/opt/$name/bin:\$PATH LC_ALL=C.UTF-8
[ "\$(translate 'I am cold.')" = "J'ai froid." ]
printf 'a b c d e\n' >r
[ "\$(bleu r -i r -b)" = 100.0 ]
for n in 1 2 3 4 5 6 7 8; do printf 'I am %s\tje suis %s\nyou are %s\ttu es %s\n' \$n \$n \$n \$n; done >pairs.tsv
translate train pairs.tsv --updates 2 --embedding 16 --encoder 16 --decoder 16 --quiet >/dev/null
translate serve --model phrasebook --port 0 2>log & server=\$!
trap 'kill \$server 2>/dev/null || true' EXIT
for i in \$(seq 300); do grep -q '^listening' log && break; sleep 0.1; done
port=\$(sed -n 's/^listening at .*:\([0-9]*\);.*/\1/p' log)
# Bash is all that is there to ask with.
exec 3<>/dev/tcp/127.0.0.1/\$port
body='q=I+am+cold.&source=en&target=fr'
printf 'POST /translate HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: %s\r\n\r\n%s' \
  \${#body} "\$body" >&3
timeout 30 cat <&3 >answer
grep -qF "{\"translatedText\":\"J'ai froid.\"}" answer || { cat log answer; exit 1; }
kill \$server
wait \$server
TRY
  # Without a proc file system in it, the program would not know where it is.
  mount --bind /proc "$system/proc"
  if chroot "$system" bash /opt/try; then result=0; else result=1; fi
  umount "$system/proc"
  ((result == 0)) || { echo "error: it does not run in $suite" >&2; exit 1; }
  echo "$suite ($(sed -n 's/^VERSION="\(.*\)"/\1/p' "$system/etc/os-release")): translates, scores, trains and serves"
done
