-- Adds an act to an agreement or a statement, once, and only to what its maker has seen.
-- KEYS[1] the acts   KEYS[2] the places of their ids   KEYS[3] the conference's agreements, or its statements
-- ARGV[1] the act's id   ARGV[2] how many acts its maker has seen   ARGV[3] JSON of the act
-- ARGV[4] id of the agreement or activity   ARGV[5] how many acts it may have   ARGV[6] how many of them
-- Returns JSON of the act with this id; '' if there is none, since others have been added meanwhile; 'full'.
local place = redis.call('HGET', KEYS[2], ARGV[1])
if place then return redis.call('LINDEX', KEYS[1], place) end
local seen = tonumber(ARGV[2])
if redis.call('LLEN', KEYS[1]) ~= seen then return '' end
if seen >= tonumber(ARGV[5]) then return 'full' end
if seen == 0 and redis.call('SCARD', KEYS[3]) >= tonumber(ARGV[6]) then return 'full' end
redis.call('SADD', KEYS[3], ARGV[4])
redis.call('RPUSH', KEYS[1], ARGV[3])
redis.call('HSET', KEYS[2], ARGV[1], ARGV[2])
return ARGV[3]
