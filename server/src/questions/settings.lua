-- Opens or closes the questions of a session, and sets the time between two of one person.
-- KEYS[1] queue hash
-- ARGV[1] open '1' | '0'   ARGV[2] seconds
-- Returns 1 when this changed anything, else 0.
local open, slow = redis.call('HGET', KEYS[1], 'open') or '1', redis.call('HGET', KEYS[1], 'slowSeconds') or '0'
if open == ARGV[1] and slow == ARGV[2] then return 0 end
redis.call('HSET', KEYS[1], 'open', ARGV[1], 'slowSeconds', ARGV[2])
redis.call('HINCRBY', KEYS[1], 'version', 1)
return 1
