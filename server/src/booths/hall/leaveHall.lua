-- Leaves the hall; a repeat has no effect.
-- KEYS[1] inside set   KEYS[2] visits hash
-- ARGV[1] person id   ARGV[2] now (ms)
-- Returns 1 if they were inside, else 0.
if redis.call('SREM', KEYS[1], ARGV[1]) == 0 then return 0 end
local visits = redis.call('HGET', KEYS[2], ARGV[1])
redis.call('HSET', KEYS[2], ARGV[1], (string.gsub(visits, 'null%]%]$', ARGV[2] .. ']]')))
return 1
