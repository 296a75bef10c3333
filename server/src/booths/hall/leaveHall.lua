-- Leaves the hall that the person is in; a repeat has no effect.
-- KEYS[1] inside hash   KEYS[2] visits hash
-- ARGV[1] person id   ARGV[2] now (ms)
-- Returns the id of its conference, or nil if they were in none.
local hall = redis.call('HGET', KEYS[1], ARGV[1])
if not hall then return nil end
redis.call('HDEL', KEYS[1], ARGV[1])
local visits = redis.call('HGET', KEYS[2], ARGV[1])
redis.call('HSET', KEYS[2], ARGV[1], (string.gsub(visits, 'null%]%]$', ARGV[2] .. ']]')))
return hall
