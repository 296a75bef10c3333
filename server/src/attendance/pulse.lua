-- A server's sign of life. Those whose last one is too old have failed since then, and are noted so, once.
-- KEYS[1] pulses   KEYS[2] outages
-- ARGV[1] the server's name   ARGV[2] now (ms)   ARGV[3] how old (ms) a sign of life may be
-- ARGV[4] when (ms) this server's last one was answered, or ''   ARGV[5] 1 where it stood still since then, else 0
-- Returns how many other servers live.
local now, limit, living = tonumber(ARGV[2]), tonumber(ARGV[3]), 0

local function note(id, server, from, cause)
  local outage = { id = id, cause = cause, server = server, sessionId = cjson.null, from = from, to = now }
  redis.call('HSETNX', KEYS[2], id, cjson.encode(outage))
end

-- Others may have noted the beginning of this silence already: it is made longer, unless it is in the ledger or on its way.
local function noteOwn(from)
  local id = string.format('server:%s:%d', ARGV[1], from)
  local text = redis.call('HGET', KEYS[2], id)
  local outage = text and cjson.decode(text)
  if not outage then
    note(id, ARGV[1], from, 'server')
  elseif outage.to < now and (outage.closed or (outage.leaseUntil or 0) > now) then
    note(string.format('%s:%d', id, now), ARGV[1], from, 'server')
  elseif outage.to < now then
    outage.to = now
    redis.call('HSET', KEYS[2], id, cjson.encode(outage))
  end
end

-- A process that stood still did not fail, whatever others took it for meanwhile.
local function noteStall(from)
  local rows = redis.call('HGETALL', KEYS[2])
  for i = 1, #rows, 2 do
    local outage = cjson.decode(rows[i + 1])
    if outage.server == ARGV[1] and outage.cause == 'server' and outage.from >= from then
      outage.cause = 'stall'
      redis.call('HSET', KEYS[2], rows[i], cjson.encode(outage))
    end
  end
  note(string.format('stall:%s:%d', ARGV[1], from), ARGV[1], from, 'stall')
end

local pulses = redis.call('HGETALL', KEYS[1])
for i = 1, #pulses, 2 do
  local server, at = pulses[i], tonumber(pulses[i + 1])
  if server ~= ARGV[1] then
    if now - at > limit then
      note(string.format('server:%s:%d', server, at), server, at, 'server')
      redis.call('HDEL', KEYS[1], server)
    else
      living = living + 1
    end
  end
end

-- Its own silence, for as long as it lasted.
local answered = tonumber(ARGV[4])
if answered and now - answered > limit then
  if ARGV[5] == '1' then noteStall(answered) else noteOwn(answered) end
end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
return living
