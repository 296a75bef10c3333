-- Removes a session from the programme, unless it has gone live or was changed since it was read. Everything
-- else of it stays, to be there when it is restored.
-- KEYS[1] the session   KEYS[2] where its plan is kept   KEYS[3] the session's state hash
-- ARGV[1] JSON of the session, without a version   ARGV[2] the version that was read
-- Returns 1 if it was removed, 0 if another version was there, -1 if it has gone live.
local before = redis.call('GET', KEYS[1])
if not before then return 0 end
local read = cjson.decode(before).version or 0
if read ~= tonumber(ARGV[2]) then return 0 end
if (redis.call('HGET', KEYS[3], 'phase') or 'scheduled') ~= 'scheduled' then return -1 end
redis.call('SET', KEYS[2], string.format('%s,"version":%d}', string.sub(ARGV[1], 1, -2), read + 1))
redis.call('DEL', KEYS[1])
return 1
