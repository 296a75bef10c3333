-- The time that one person worked at a desk becomes another's: they are the same person.
-- KEYS[1] times hash   KEYS[2] staff   KEYS[3] states hash
-- ARGV[1] person id of before   ARGV[2] person id from now on
-- Returns the time (ms) that was moved. A repeat has no effect.
local ms = redis.call('HGET', KEYS[1], 'ms ' .. ARGV[1]) or '0'
redis.call('HINCRBY', KEYS[1], 'ms ' .. ARGV[2], ms)
redis.call('HDEL', KEYS[1], 'ms ' .. ARGV[1], 'last ' .. ARGV[1])
redis.call('ZREM', KEYS[2], ARGV[1])
redis.call('HDEL', KEYS[3], ARGV[1])
return tonumber(ms)
