-- Records the office's decision on a handout together with its evidence, unless it was changed meanwhile.
-- KEYS[1] the session's handouts   KEYS[2] the session's intents
-- ARGV[1] the handout's id   ARGV[2] JSON of it as it was read   ARGV[3] JSON of it with the decision
-- ARGV[4] place of the intent   ARGV[5] the intent's head   ARGV[6] JSON of the ledger entry
-- Returns 1 if it was recorded, else 0.
if redis.call('HGET', KEYS[1], ARGV[1]) ~= ARGV[2] then return 0 end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[3])
redis.call('HSET', KEYS[2], ARGV[4], (redis.call('HGET', KEYS[2], ARGV[4]) or ARGV[5]) .. '\n' .. ARGV[6])
return 1
