-- A server stalled for most of a silence. It did not fail, even if others took it for failed: their outages become
-- stalls. Where the ledger may have one already, its correction is stored with the change.
-- KEYS[1] outages   KEYS[2] intents of outages
-- ARGV[1] the server's name   ARGV[2] start (ms) of the silence   ARGV[3] its end (ms)
-- ARGV[4] prefix for the ids of new intents
local server, from, to, intents = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3]), 0

local function record(id, lines)
  intents = intents + 1
  local intentId = string.format('%s-%d', ARGV[4], intents)
  local head = cjson.encode({ id = intentId, kind = 'outage', at = to, data = { outage = id } })
  redis.call('HSET', KEYS[2], id, (redis.call('HGET', KEYS[2], id) or head) .. lines)
end

local rows = redis.call('HGETALL', KEYS[1])
for i = 1, #rows, 2 do
  local id, outage = rows[i], cjson.decode(rows[i + 1])
  if outage.server == server and outage.cause == 'server' and outage.from >= from then
    outage.cause = 'stall'
    redis.call('HSET', KEYS[1], id, cjson.encode(outage))
    if outage.sealed then record(id, '\ncorrected') end
  end
end

local id = string.format('stall:%s:%s', server, ARGV[2])
local stall = { id = id, cause = 'stall', server = server, sessionId = cjson.null, from = from, to = to }
if redis.call('HSETNX', KEYS[1], id, cjson.encode(stall)) == 1 then record(id, '\nopened\nclosed') end
