-- Comes to a booth, or gives a sign of life there. The first
-- visit assigns a number and an id of this booth only.
-- KEYS[1] visitors hash   KEYS[2] present   KEYS[3] arrived   KEYS[4] hours hash
-- ARGV[1] person id   ARGV[2] an id for a new visitor   ARGV[3] now (ms)
-- ARGV[4] when the presence expires (ms)   ARGV[5] beginning of the hour (ms)
-- Returns {visitor id, number, 1 if they were not there before, else 0}.
local person, now = ARGV[1], tonumber(ARGV[3])
local known = redis.call('HGET', KEYS[1], 'p ' .. person)
if not known then
  local number = redis.call('HINCRBY', KEYS[1], 'count', 1)
  known = ARGV[2] .. ' ' .. number
  redis.call('HSET', KEYS[1], 'p ' .. person, known, 'v ' .. ARGV[2], person .. ' ' .. number)
end
local visitor, number = string.match(known, '^(%S+) (%d+)$')
local expires = redis.call('ZSCORE', KEYS[2], visitor)
local came = not expires or tonumber(expires) <= now
redis.call('ZADD', KEYS[2], ARGV[4], visitor)
if came then
  redis.call('ZADD', KEYS[3], now, visitor)
  redis.call('HINCRBY', KEYS[4], ARGV[5], 1)
end
return { visitor, tonumber(number), came and 1 or 0 }
