-- Asks a server of this machine for short answers, 16 requests at once on each connection:
--   wrk -t 1 -c 64 -d 60s -s Tests/serving-short.lua http://127.0.0.1:5000
-- A quarter are translations, and a quarter each ask for a text's language, for all languages, and whether the server is
-- well. Of the texts each seventh is new, and each eleventh translation is into a language that is not there.
local texts = {}
for line in io.lines("data/test.tsv") do
  local word = line:match("^[%a']+")
  if word then table.insert(texts, word) end
end
local place = 0
local json = { ["Content-Type"] = "application/json" }

local function text() return place % 7 == 0 and tostring(place) or texts[place % #texts + 1] end

local kinds = {
  function()
    local target = place % 11 == 0 and "xx" or "fr"
    return wrk.format("POST", "/translate", json,
      string.format('{"q": "%s", "source": "en", "target": "%s"}', text(), target))
  end,
  function() return wrk.format("POST", "/detect", json, string.format('{"q": "%s"}', text())) end,
  function() return wrk.format("GET", "/languages") end,
  function() return wrk.format("GET", "/health") end,
}

function request()
  local batch = {}
  for number = 1, 16 do
    place = place + 1
    batch[number] = kinds[number % #kinds + 1]()
  end
  return table.concat(batch)
end

function done(summary)
  local errors = summary.errors
  io.write(string.format("%d answers, %d of them refusals, %d connections lost\n",
    summary.requests, errors.status, errors.connect + errors.read + errors.write))
end
