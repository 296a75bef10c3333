-- Keeps a test from changing between what somebody answered and what their attempt is graded by.
-- KEYS[1] the activity's test   ARGV[1] "change" or "take"   ARGV[2] SHA-256 of the test that is planned or graded
-- Returns 1, or 0: the test was taken and cannot change, or was changed and cannot be graded by this text.
local edition = redis.call('HGET', KEYS[1], 'edition')
if ARGV[1] == 'change' then
  if edition ~= ARGV[2] and redis.call('HGET', KEYS[1], 'taken') then return 0 end
  redis.call('HSET', KEYS[1], 'edition', ARGV[2])
else
  if edition and edition ~= ARGV[2] then return 0 end
  redis.call('HSET', KEYS[1], 'edition', ARGV[2], 'taken', '1')
end
return 1
