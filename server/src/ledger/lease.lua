-- Takes on work that must not be left half done: notes it, or takes it over from a server that has let go of it.
-- KEYS[1] intents hash   KEYS[2] leases hash
-- ARGV[1] intent id   ARGV[2] now (ms)   ARGV[3] until when the work is this server's (ms)
-- ARGV[4] JSON of the intent, '' to take over one that is there
-- Returns 1 when it is this server's, the intent's JSON when it was taken over, 0 when another server has it, -1 when there is
-- none to take over.
local present = redis.call('HGET', KEYS[1], ARGV[1])
if ARGV[4] ~= '' then
  if present then return 0 end
  redis.call('HSET', KEYS[1], ARGV[1], ARGV[4])
  redis.call('HSET', KEYS[2], ARGV[1], ARGV[3])
  return 1
end
if not present then return -1 end
if tonumber(redis.call('HGET', KEYS[2], ARGV[1]) or '0') > tonumber(ARGV[2]) then
  return 0
end
redis.call('HSET', KEYS[2], ARGV[1], ARGV[3])
return present
