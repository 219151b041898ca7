-- Asks a server of this machine for translations of short texts, 16 requests at once on each connection:
--   wrk -t 1 -c 64 -d 60s -s Tests/serving-short.lua http://127.0.0.1:5000
-- Each seventh has nothing to translate, and each eleventh asks for a language that is not there.
local texts = {}
for line in io.lines("data/test.tsv") do
  local word = line:match("^[%a']+")
  if word then table.insert(texts, word) end
end
local place = 0
wrk.method = "POST"
wrk.path = "/translate"
wrk.headers["Content-Type"] = "application/json"

function request()
  local batch = {}
  for number = 1, 16 do
    place = place + 1
    local text = place % 7 == 0 and tostring(place) or texts[place % #texts + 1]
    local target = place % 11 == 0 and "xx" or "fr"
    batch[number] = wrk.format(nil, nil, nil, string.format('{"q": "%s", "source": "en", "target": "%s"}', text, target))
  end
  return table.concat(batch)
end

function done(summary)
  local errors = summary.errors
  io.write(string.format("%d answers, %d of them refusals, %d connections lost\n",
    summary.requests, errors.status, errors.connect + errors.read + errors.write))
end
