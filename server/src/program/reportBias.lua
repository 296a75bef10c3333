-- Stores a report of commercial bias, once.
-- KEYS[1] reports list   KEYS[2] hash: person id and report id → when   KEYS[3] the session's intents
-- ARGV[1] person id and report id   ARGV[2] now (ms)   ARGV[3] JSON of the report
-- ARGV[4] field of KEYS[2] that counts the person's reports   ARGV[5] how many one person may make
-- ARGV[6] place of the intent   ARGV[7] the intent's head   ARGV[8] JSON of the ledger entry
-- Returns when it was first reported; nil if there are too many.
if redis.call('HEXISTS', KEYS[2], ARGV[1]) == 0 then
  if tonumber(redis.call('HGET', KEYS[2], ARGV[4]) or 0) >= tonumber(ARGV[5]) then return nil end
  redis.call('HINCRBY', KEYS[2], ARGV[4], 1)
end
if redis.call('HSETNX', KEYS[2], ARGV[1], ARGV[2]) == 1 then
  redis.call('RPUSH', KEYS[1], ARGV[3])
  redis.call('HSET', KEYS[3], ARGV[6], (redis.call('HGET', KEYS[3], ARGV[6]) or ARGV[7]) .. '\n' .. ARGV[8])
end
return redis.call('HGET', KEYS[2], ARGV[1])
