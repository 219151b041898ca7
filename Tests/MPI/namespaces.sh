#!/usr/bin/env bash
# Runs a command as two ranks of OpenMPI, each in a network namespace of its own as on two machines, over a link of a given rate.
# Usage, as root: namespaces.sh <rate, such as 1gbit> <command>...
set -euo pipefail

rate=$1
shift
name=translate$$
work=$(mktemp -d)
cleanup() {
  ip netns del "${name}a" 2>/dev/null || true
  ip netns del "${name}b" 2>/dev/null || true
  rm -rf "$work"
}
trap cleanup EXIT
ip netns add "${name}a"
ip netns add "${name}b"
ip link add va netns "${name}a" type veth peer name vb netns "${name}b"
number=1
for side in a b; do
  ip -n "$name$side" link set lo up
  ip -n "$name$side" addr add "10.99.0.$number/24" dev "v$side"
  ip -n "$name$side" link set "v$side" up
  tc -n "$name$side" qdisc add dev "v$side" root tbf rate "$rate" burst 128kb limit 64mb
  number=2
done
# Takes the place of ssh: its arguments are the other machine and what to start there.
cat >"$work/start-there" <<END
#!/usr/bin/env bash
shift
exec ip netns exec ${name}b unshare --uts bash -c "hostname second; \$*"
END
chmod +x "$work/start-there"
ip netns exec "${name}a" "${MPIRUN:-mpirun}" --allow-run-as-root --mca plm_rsh_agent "$work/start-there" \
  --mca btl self,tcp --mca btl_tcp_if_include 10.99.0.0/24 --mca oob_tcp_if_include 10.99.0.0/24 \
  --host 10.99.0.1,10.99.0.2 -n 2 "$@"
