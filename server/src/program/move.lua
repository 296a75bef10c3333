-- Moves a session from one phase to the next; two moderators pressing at once move it once.
-- KEYS[1] the session's state hash
-- ARGV[1] start | pause | resume | end   ARGV[2] now (ms)   ARGV[3] announced end of the pause (ms) or ''
-- Returns {1, HGETALL} when it moved, {0, HGETALL} when this phase allows no such move.
local from = { start = { scheduled = true }, pause = { live = true }, resume = { paused = true },
               ['end'] = { live = true, paused = true } }
local phase = redis.call('HGET', KEYS[1], 'phase') or 'scheduled'
local action, now = ARGV[1], ARGV[2]
if not from[action][phase] then
  return { 0, redis.call('HGETALL', KEYS[1]) }
end
local breaks = cjson.decode(redis.call('HGET', KEYS[1], 'breaks') or '[]')
local open = breaks[#breaks]
if phase == 'paused' and open and open.to == cjson.null then
  open.to = tonumber(now)
end
if action == 'start' then
  redis.call('HSET', KEYS[1], 'phase', 'live', 'liveAt', now)
elseif action == 'pause' then
  breaks[#breaks + 1] = { from = tonumber(now), to = cjson.null }
  redis.call('HSET', KEYS[1], 'phase', 'paused', 'resumesAt', ARGV[3])
elseif action == 'resume' then
  redis.call('HSET', KEYS[1], 'phase', 'live', 'resumesAt', '')
else
  redis.call('HSET', KEYS[1], 'phase', 'ended', 'endedAt', now, 'resumesAt', '')
end
redis.call('HSET', KEYS[1], 'breaks', #breaks == 0 and '[]' or cjson.encode(breaks))
redis.call('HINCRBY', KEYS[1], 'version', 1)
return { 1, redis.call('HGETALL', KEYS[1]) }
