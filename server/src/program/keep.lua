-- Adds a session to a person's own agenda, which holds a limited number.
-- KEYS[1] the agenda
-- ARGV[1] session id   ARGV[2] how many it may hold
-- Returns 1 if the session is in it now, 0 if it is full.
if redis.call('SISMEMBER', KEYS[1], ARGV[1]) == 1 then
  return 1
end
if redis.call('SCARD', KEYS[1]) >= tonumber(ARGV[2]) then
  return 0
end
return redis.call('SADD', KEYS[1], ARGV[1])
