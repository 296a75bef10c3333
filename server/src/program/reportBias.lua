-- Keeps a report of commercial bias, once.
-- KEYS[1] reports list   KEYS[2] hash: person id and report id → when
-- ARGV[1] person id and report id   ARGV[2] now (ms)   ARGV[3] JSON of the report
-- Returns when it was reported first.
if redis.call('HSETNX', KEYS[2], ARGV[1], ARGV[2]) == 1 then redis.call('RPUSH', KEYS[1], ARGV[3]) end
return redis.call('HGET', KEYS[2], ARGV[1])
