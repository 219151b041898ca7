-- Asks a server of this machine for translations of the sentences of data/test.tsv, one each, in turn:
--   wrk -t 1 -c 64 -d 20s --latency -s Tests/serving-load.lua http://127.0.0.1:5000
local sentences = {}
for line in io.lines("data/test.tsv") do
  local source = line:match("^[^\t]*"):gsub('[\\"]', "\\%0")
  table.insert(sentences, source)
end
local place = 0
wrk.method = "POST"
wrk.path = "/translate"
wrk.headers["Content-Type"] = "application/json"

function request()
  place = place % #sentences + 1
  return wrk.format(nil, nil, nil, '{"q": "' .. sentences[place] .. '", "source": "en", "target": "fr"}')
end

function done(summary)
  local errors = summary.errors
  io.write(string.format("status errors %d, timeouts %d\n", errors.status, errors.timeout))
end
