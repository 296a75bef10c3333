-- Replaces an entry of a list, unless it has changed since it was read.
-- KEYS[1] the list   ARGV[1] index   ARGV[2] the text that was read   ARGV[3] the new text
-- Returns 1 if it was replaced, else 0.
if redis.call('LINDEX', KEYS[1], ARGV[1]) ~= ARGV[2] then return 0 end
redis.call('LSET', KEYS[1], ARGV[1], ARGV[3])
return 1
