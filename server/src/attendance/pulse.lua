-- A server's sign of life. Those whose last one is too old failed from then to now, and are noted so, once.
-- KEYS[1] pulses   KEYS[2] outages
-- ARGV[1] the server's name   ARGV[2] now (ms)   ARGV[3] how old (ms) a sign of life may be
-- ARGV[4] when (ms) this server's last one was answered, or '': what came late of those since is no sign of life
-- Returns how many have failed.
local now, failed = tonumber(ARGV[2]), 0
local pulses = redis.call('HGETALL', KEYS[1])
for i = 1, #pulses, 2 do
  local server, at = pulses[i], tonumber(pulses[i + 1])
  if server == ARGV[1] and ARGV[4] ~= '' then at = math.min(at, tonumber(ARGV[4])) end
  if now - at > tonumber(ARGV[3]) then
    local id = string.format('server:%s:%d', server, at)
    local before = redis.call('HGET', KEYS[2], id)
    local outage = before and cjson.decode(before) or { id = id, cause = 'server', sessionId = cjson.null, from = at, to = now }
    if not before or (not outage.closed and outage.to < now) then
      outage.to = now
      redis.call('HSET', KEYS[2], id, cjson.encode(outage))
    end
    redis.call('HDEL', KEYS[1], server)
    failed = failed + 1
  end
end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
return failed
