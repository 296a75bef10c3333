-- Saves an activity as planned, unless this plan or a later one was saved before: a server that stalled must neither
-- overwrite a later plan nor bring back an activity that was removed.
-- KEYS[1] activities   KEYS[2] by activity, the ledger entry of its last plan
-- ARGV[1] activity id   ARGV[2] JSON of the activity   ARGV[3] seq of this plan's ledger entry
if tonumber(redis.call('HGET', KEYS[2], ARGV[1]) or '0') >= tonumber(ARGV[3]) then return end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
redis.call('HSET', KEYS[2], ARGV[1], ARGV[3])
