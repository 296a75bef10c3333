-- Opens or closes a session's questions, and sets the minimum time between two of one person.
-- KEYS[1] queue hash   KEYS[2] the session's state hash
-- ARGV[1] open '1' | '0'   ARGV[2] seconds
-- Returns 1 if this changed anything, 0 if not, -1 if the session has ended: they stay closed.
if ARGV[1] == '1' and redis.call('HGET', KEYS[2], 'phase') == 'ended' then return -1 end
local open, slow = redis.call('HGET', KEYS[1], 'open') or '1', redis.call('HGET', KEYS[1], 'slowSeconds') or '0'
if open == ARGV[1] and slow == ARGV[2] then return 0 end
redis.call('HSET', KEYS[1], 'open', ARGV[1], 'slowSeconds', ARGV[2])
redis.call('HINCRBY', KEYS[1], 'version', 1)
return 1
