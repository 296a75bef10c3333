-- Adds a message to the chat of a session's crew, once.
-- KEYS[1] crew hash   KEYS[2] messages list   KEYS[3] the session's state hash
-- ARGV[1] "person id message id "   ARGV[2] the message's JSON   ARGV[3] how many messages are kept
-- ARGV[4] when (ms) everything of the crew expires
-- Returns {outcome, version, JSON}.
--   outcome: ok | repeated (JSON is the message as first sent) | ended (the session has)
local start = ARGV[1]
for _, entry in ipairs(redis.call('LRANGE', KEYS[2], 0, -1)) do
  if string.sub(entry, 1, #start) == start then
    return { 'repeated', tonumber(redis.call('HGET', KEYS[1], 'version')), string.sub(entry, #start + 1) }
  end
end
if redis.call('HGET', KEYS[3], 'phase') == 'ended' then return { 'ended', 0, '' } end
redis.call('RPUSH', KEYS[2], start .. ARGV[2])
redis.call('LTRIM', KEYS[2], -tonumber(ARGV[3]), -1)
local version = redis.call('HINCRBY', KEYS[1], 'version', 1)
redis.call('PEXPIREAT', KEYS[1], ARGV[4])
redis.call('PEXPIREAT', KEYS[2], ARGV[4])
return { 'ok', version, ARGV[2] }
