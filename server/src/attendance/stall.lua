-- A server stalled for most of a silence. It did not fail, even if others took it for failed.
-- KEYS[1] outages   KEYS[2] intents of outages
-- ARGV[1] the server's name   ARGV[2] start (ms) of the silence   ARGV[3] its end (ms)
-- ARGV[4] the head of its intent
local rows = redis.call('HGETALL', KEYS[1])
for i = 1, #rows, 2 do
  local outage = cjson.decode(rows[i + 1])
  if outage.server == ARGV[1] and outage.cause == 'server' and outage.from >= tonumber(ARGV[2]) then
    outage.cause = 'stall'
    redis.call('HSET', KEYS[1], rows[i], cjson.encode(outage))
  end
end
local id = string.format('stall:%s:%s', ARGV[1], ARGV[2])
local stall = { id = id, cause = 'stall', server = ARGV[1], sessionId = cjson.null }
stall.from, stall.to = tonumber(ARGV[2]), tonumber(ARGV[3])
if redis.call('HSETNX', KEYS[1], id, cjson.encode(stall)) == 1 then
  redis.call('HSET', KEYS[2], id, ARGV[4] .. '\nopened\nclosed')
end
