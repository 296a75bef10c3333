-- Adds an act to what is on file about a person, once, and only to what its maker has seen.
-- KEYS[1] the acts   KEYS[2] the places of their ids   KEYS[3] the draft
-- ARGV[1] the act's id   ARGV[2] how many acts its maker has seen   ARGV[3] JSON of the act
-- ARGV[4] '1' if it ends the draft
-- Returns JSON of the act with this id; '' if there is none, since others have been added meanwhile.
local place = redis.call('HGET', KEYS[2], ARGV[1])
if place then return redis.call('LINDEX', KEYS[1], place) end
if redis.call('LLEN', KEYS[1]) ~= tonumber(ARGV[2]) then return '' end
redis.call('RPUSH', KEYS[1], ARGV[3])
redis.call('HSET', KEYS[2], ARGV[1], ARGV[2])
if ARGV[4] == '1' then redis.call('DEL', KEYS[3]) end
return ARGV[3]
