-- A sign of life from a visitor at a booth.
-- KEYS[1] present   KEYS[2] arrived
-- ARGV[1] visitor id   ARGV[2] now (ms)   ARGV[3] when the presence expires (ms)
-- Returns 1, or 0 if the visitor is no longer there.
if not redis.call('ZSCORE', KEYS[1], ARGV[1]) then return 0 end
redis.call('ZADD', KEYS[1], ARGV[3], ARGV[1])
redis.call('ZADD', KEYS[2], 'NX', ARGV[2], ARGV[1])
return 1
