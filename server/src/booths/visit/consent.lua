-- A visitor leaves some fields with an exhibitor. Fields left earlier stay.
-- KEYS[1] lead hash   KEYS[2] leads   KEYS[3] consents list   KEYS[4] intents   KEYS[5] shown hash
-- A repeat with the same id has no effect, even after a withdrawal;
-- nor has a consent to what one live consent covers already.
-- ARGV[1] visitor id   ARGV[2] consent id   ARGV[3] now (ms)   ARGV[4] JSON of the consent for the list
-- ARGV[5] JSON of its ledger entry   ARGV[6] the head of its intent
-- ARGV[7] limit of a visitor's consents and withdrawals here   then pairs: ARGV[8], ARGV[9] field, value
-- Returns {id of the consent in force, when (ms) it was given}, or {} if there are too many.
local visitor, consent, now = ARGV[1], ARGV[2], ARGV[3]
for _, text in ipairs(redis.call('LRANGE', KEYS[3], 0, -1)) do
  local before = cjson.decode(text)
  if before.consentId == consent then return { consent, string.format('%d', before.at) } end
end
local function live(field, what) return redis.call('HGET', KEYS[1], what .. ' ' .. field) end
local first = live(ARGV[8], 'consent')
local same = first
for i = 8, #ARGV, 2 do
  same = same and live(ARGV[i], 'consent') == first and live(ARGV[i], 'value') == ARGV[i + 1]
end
if same then return { first, live(ARGV[8], 'at') } end
if redis.call('LLEN', KEYS[3]) >= tonumber(ARGV[7]) then return {} end
for i = 8, #ARGV, 2 do
  local field, value = ARGV[i], ARGV[i + 1]
  redis.call('HSET', KEYS[1], 'value ' .. field, value, 'at ' .. field, now, 'consent ' .. field, consent)
  if field == 'name' or field == 'profession' then redis.call('HSET', KEYS[5], field .. ' ' .. visitor, value) end
end
redis.call('HSETNX', KEYS[1], 'at', now)
redis.call('HSET', KEYS[1], 'changedAt', now)
redis.call('ZADD', KEYS[2], 'NX', now, visitor)
redis.call('RPUSH', KEYS[3], ARGV[4])
local place = 'consent ' .. visitor
redis.call('HSET', KEYS[4], place, (redis.call('HGET', KEYS[4], place) or ARGV[6]) .. '\n' .. ARGV[5])
return { consent, now }
