# Sourced by the scripts that ask a server. `work` is a folder that is removed at the end; a server that still runs is ended.
work=$(mktemp -d)
process=
trap 'if [[ -n $process ]]; then kill "$process" 2>/dev/null || true; fi; rm -rf "$work"' EXIT

# Starts a server on a free port, and waits until it listens at `url`; what it says is in $work/log.
# Usage: start_server path/to/translate-server --model model
start_server() {
  local port=
  "$@" --port 0 --quiet 2>"$work/log" &
  process=$!
  for _ in $(seq 300); do
    port=$(sed -n 's/^listening at .*:\([0-9]*\);.*/\1/p' "$work/log")
    [[ -n $port ]] && break
    kill -0 "$process" 2>/dev/null || { cat "$work/log"; echo "error: the server has ended"; exit 1; }
    sleep 0.1
  done
  [[ -n $port ]] || { cat "$work/log"; echo "error: the server does not listen"; exit 1; }
  url=http://127.0.0.1:$port
}

# Ends the server as a system does, and returns its exit code.
stop_server() {
  local ended=$process
  process=
  kill -TERM "$ended"
  wait "$ended"
}
