-- A server's pulse. Servers whose last pulse is too old
-- have failed since then; each failure is recorded once.
-- KEYS[1] pulses   KEYS[2] outages   KEYS[3] intents of outages
-- ARGV[1] the server's name   ARGV[2] now (ms)   ARGV[3] maximum age (ms) of a pulse
-- ARGV[4] when (ms) this server gave its last answered pulse, or ''
-- ARGV[5] 1 if it stalled since then, else 0
-- ARGV[6] prefix for the ids of new intents
-- Returns the number of other live servers, and 1 if this one was silent too long or taken for failed.
local now, limit, living, intents = tonumber(ARGV[2]), tonumber(ARGV[3]), 0, 0

local function note(id, server, from)
  local outage = { id = id, cause = 'server', server = server, sessionId = cjson.null, from = from, to = now }
  if redis.call('HSETNX', KEYS[2], id, cjson.encode(outage)) == 0 then return end
  intents = intents + 1
  local intentId = string.format('%s-%d', ARGV[6], intents)
  local head = cjson.encode({ id = intentId, kind = 'outage', at = now, data = { outage = id } })
  redis.call('HSET', KEYS[3], id, head .. '\nopened\nclosed')
end

-- Others may have recorded the start of this silence:
-- extend it, unless its end is in the ledger or on its way.
local function noteOwn(from)
  local id = string.format('server:%s:%d', ARGV[1], from)
  local text = redis.call('HGET', KEYS[2], id)
  local outage = text and cjson.decode(text)
  if not outage then
    note(id, ARGV[1], from)
  elseif outage.to < now and outage.sealed then
    note(string.format('%s:%d', id, now), ARGV[1], from)
  elseif outage.to < now then
    outage.to = now
    redis.call('HSET', KEYS[2], id, cjson.encode(outage))
  end
end

local pulses = redis.call('HGETALL', KEYS[1])
for i = 1, #pulses, 2 do
  local server, at = pulses[i], tonumber(pulses[i + 1])
  if server ~= ARGV[1] then
    if now - at > limit then
      note(string.format('server:%s:%d', server, at), server, at)
      redis.call('HDEL', KEYS[1], server)
    else
      living = living + 1
    end
  end
end

-- This server's own silence, in full. A stalled process did not fail (stall.lua).
local answered = tonumber(ARGV[4])
local isSilent = answered and now - answered > limit
local isMissed = answered and redis.call('HEXISTS', KEYS[1], ARGV[1]) == 0
if isSilent and ARGV[5] == '0' then noteOwn(answered) end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
return { living, (isSilent or isMissed) and 1 or 0 }
