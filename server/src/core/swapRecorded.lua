-- Stores a text in a hash together with its evidence, unless the field was changed since it was read.
-- KEYS[1] the hash   KEYS[2] the hash that keeps the evidence
-- ARGV[1] the field   ARGV[2] its text as it was read, empty for none   ARGV[3] the new text
-- ARGV[4] the evidence's field   ARGV[5] what it begins with if it is new   ARGV[6] the line to add
-- Returns 1 if it was stored, else 0.
if (redis.call('HGET', KEYS[1], ARGV[1]) or '') ~= ARGV[2] then return 0 end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[3])
redis.call('HSET', KEYS[2], ARGV[4], (redis.call('HGET', KEYS[2], ARGV[4]) or ARGV[5]) .. '\n' .. ARGV[6])
return 1
