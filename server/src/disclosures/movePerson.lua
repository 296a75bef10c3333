-- Adds what one person has signed, and what was decided about it, to what is on file about another, by time.
-- KEYS[1] the other's acts   KEYS[2] the places of their ids
-- ARGV JSON of each act that is added
-- Returns how many acts are on file then. Nothing changes if it runs again.
local acts, seen = {}, {}
local function add(text)
  local act = cjson.decode(text)
  if seen[act.id] then return end
  seen[act.id] = true
  acts[#acts + 1] = { at = act.at, id = act.id, order = #acts, text = text }
end
for _, text in ipairs(redis.call('LRANGE', KEYS[1], 0, -1)) do add(text) end
local before = #acts
for _, text in ipairs(ARGV) do add(text) end
if #acts == before then return before end
table.sort(acts, function(a, b)
  if a.at ~= b.at then return a.at < b.at end
  return a.order < b.order
end)
redis.call('DEL', KEYS[1], KEYS[2])
for place, act in ipairs(acts) do
  redis.call('RPUSH', KEYS[1], act.text)
  redis.call('HSET', KEYS[2], act.id, place - 1)
end
return #acts
