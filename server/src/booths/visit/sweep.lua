-- Finds who has gone from a booth, and updates their calls: a ringing call is missed, an offered one is
-- cancelled, an active one ends once its visitor has been away for a while or has said that they leave.
-- KEYS[1] present   KEYS[2] arrived   KEYS[3] calls hash   KEYS[4] call-of hash   KEYS[5] ringing
-- KEYS[6] missed   KEYS[7] people of calls hash   KEYS[8] staff
-- ARGV[1] now (ms)   ARGV[2] grace of an active call (ms)   ARGV[3] a visitor who leaves, or ''
-- Returns {number gone, number left: visitors, staff and calls,
--   {call id, state before} of each changed call…}.
local now, grace, leaving = tonumber(ARGV[1]), tonumber(ARGV[2]), ARGV[3]
local gone = 0

if leaving ~= '' then
  redis.call('ZREM', KEYS[1], leaving)
  gone = gone + redis.call('ZREM', KEYS[2], leaving)
end
for _, visitor in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', now)) do
  gone = gone + redis.call('ZREM', KEYS[2], visitor)
end

local changed, open = {}, 0
local flat = redis.call('HGETALL', KEYS[4])
for i = 1, #flat, 2 do
  local visitor, id = flat[i], flat[i + 1]
  local text = not string.find(visitor, ' ', 1, true) and redis.call('HGET', KEYS[3], id)
  if text then
    local call = cjson.decode(text)
    local before = call.state
    local expires = tonumber(redis.call('ZSCORE', KEYS[1], visitor) or '0')
    if before == 'active' then
      if expires + grace <= now then call.state = 'ended' end
    elseif expires <= now then
      call.state = before == 'ringing' and 'missed' or 'cancelled'
    end
    if call.state == before then
      open = open + 1
    else
      call.endedAt = now
      redis.call('HSET', KEYS[3], id, cjson.encode(call))
      redis.call('HDEL', KEYS[4], visitor)
      redis.call('ZREM', KEYS[5], id)
      if call.state == 'missed' then
        local earlier = redis.call('HGET', KEYS[4], 'missed ' .. visitor)
        if earlier then
          redis.call('ZREM', KEYS[6], earlier)
          redis.call('HDEL', KEYS[3], earlier)
        end
        redis.call('ZADD', KEYS[6], now, id)
        redis.call('HSET', KEYS[4], 'missed ' .. visitor, id)
      else
        -- Only a visitor's last ended call is kept.
        local last = redis.call('HGET', KEYS[4], 'over ' .. visitor)
        if last and last ~= id then redis.call('HDEL', KEYS[3], last) end
        redis.call('HSET', KEYS[4], 'over ' .. visitor, id)
      end
      for _, field in ipairs(redis.call('HKEYS', KEYS[7])) do
        if string.match(field, '^%S+') == id then redis.call('HDEL', KEYS[7], field) end
      end
      changed[#changed + 1] = { id, before }
    end
  end
end

redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now - grace)
redis.call('ZREMRANGEBYSCORE', KEYS[8], '-inf', now)
local left = redis.call('ZCARD', KEYS[1]) + redis.call('ZCARD', KEYS[8]) + open
return { gone, left, changed }
