-- Closes the results: from now on nothing is taken and the plan stays.
-- KEYS[1] the plan
-- ARGV[1] the version that the page saw   ARGV[2] JSON {id, at, by}
-- Returns the JSON of who closed them: this one, or whoever was first; 'stale' if the plan has changed.
local there = redis.call('HGET', KEYS[1], 'closed')
if there then return there end
if (redis.call('HGET', KEYS[1], 'version') or '0') ~= ARGV[1] then return 'stale' end
redis.call('HSET', KEYS[1], 'closed', ARGV[2])
return ARGV[2]
