-- Writes a field of a hash, unless somebody else has written it since it was read.
-- KEYS[1] hash   ARGV[1] field   ARGV[2] its text as it was read, '' where there was none   ARGV[3] its new text
-- Returns 1 where it was written, else 0.
if (redis.call('HGET', KEYS[1], ARGV[1]) or '') ~= ARGV[2] then return 0 end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[3])
return 1
