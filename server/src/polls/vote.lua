-- Counts or changes one person's vote, once; the tally is always exact.
-- KEYS[1] by-id hash   KEYS[2] votes hash   KEYS[3] tally hash   KEYS[4] the session's state hash
-- ARGV[1] poll id   ARGV[2] person id   ARGV[3] now (ms)
-- ARGV[4] the choice's canonical JSON
-- ARGV[5] 1 if a vote may be changed, else 0   ARGV[6..] the choices to count
-- Returns {outcome, poll's state or '', HGETALL tally}.
--   outcome: counted | same (this very vote is already counted) | missing | ended | draft | closed | voted
-- A vote is stored as {"at":ms,"choice":…}; the tally's fields are "people" and ":choice".
local pollId, personId, now, choice = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
local text = redis.call('HGET', KEYS[1], pollId .. ' state')

local function answer(outcome)
  return { outcome, text or '', redis.call('HGETALL', KEYS[3]) }
end

if not text then return answer('missing') end
local before = redis.call('HGET', KEYS[2], personId)
-- First of all: a client that got no answer repeats its vote, maybe after the poll was closed.
if before and string.match(before, '"choice":(.*)}$') == choice then return answer('same') end
if redis.call('HGET', KEYS[4], 'phase') == 'ended' then return answer('ended') end
local state = cjson.decode(text)
if state.status == 'draft' then return answer('draft') end
if state.status == 'closed' or (state.closesAt ~= cjson.null and state.closesAt <= tonumber(now)) then
  return answer('closed')
end
if before and ARGV[5] ~= '1' then return answer('voted') end

if before then
  for _, counted in ipairs(cjson.decode(before).choice.options) do
    redis.call('HINCRBY', KEYS[3], ':' .. counted, -1)
  end
else
  redis.call('HINCRBY', KEYS[3], 'people', 1)
end
for i = 6, #ARGV do redis.call('HINCRBY', KEYS[3], ':' .. ARGV[i], 1) end
redis.call('HSET', KEYS[2], personId, '{"at":' .. now .. ',"choice":' .. choice .. '}')
return answer('counted')
