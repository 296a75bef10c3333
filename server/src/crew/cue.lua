-- Gives the speakers a cue, takes it back, or notes that a person has confirmed it. Each happens once.
-- KEYS[1] crew hash   KEYS[2] messages list   KEYS[3] the session's state hash
-- ARGV[1] give | takeBack | confirm   ARGV[2] cue id
-- ARGV[3] give: the cue's JSON; confirm: the person's id; else ''
-- ARGV[4] now (ms)   ARGV[5] when (ms) everything of the crew expires
-- Returns {outcome, version, cue's JSON or '', people and times of the confirmations, alternating}.
--   outcome: ok | unchanged (a repeat, or that cue is no longer the current one) | ended (the session has)
local action, cueId = ARGV[1], ARGV[2]
local text = redis.call('HGET', KEYS[1], 'cue') or ''
local isCurrent = text ~= '' and cjson.decode(text).id == cueId

local function answer(outcome)
  local seen = {}
  local all = redis.call('HGETALL', KEYS[1])
  for i = 1, #all, 2 do
    local person = string.match(all[i], '^seen (.+)$')
    if person then
      seen[#seen + 1] = person
      seen[#seen + 1] = all[i + 1]
    end
  end
  local version = tonumber(redis.call('HGET', KEYS[1], 'version') or '0')
  return { outcome, version, redis.call('HGET', KEYS[1], 'cue') or '', seen }
end

local function changed()
  redis.call('HINCRBY', KEYS[1], 'version', 1)
  redis.call('PEXPIREAT', KEYS[1], ARGV[5])
  redis.call('PEXPIREAT', KEYS[2], ARGV[5])
  return answer('ok')
end

local function clear()
  redis.call('HDEL', KEYS[1], 'cue')
  for _, field in ipairs(redis.call('HKEYS', KEYS[1])) do
    if string.sub(field, 1, 5) == 'seen ' then redis.call('HDEL', KEYS[1], field) end
  end
end

if action == 'give' then
  -- A repeat must not bring back a cue that was replaced or taken back since.
  local ids = {}
  for id in string.gmatch(redis.call('HGET', KEYS[1], 'recent') or '', '%S+') do
    if id == cueId then return answer('unchanged') end
    ids[#ids + 1] = id
  end
  if redis.call('HGET', KEYS[3], 'phase') == 'ended' then return answer('ended') end
  clear()
  ids[#ids + 1] = cueId
  redis.call('HSET', KEYS[1], 'cue', ARGV[3], 'recent', table.concat(ids, ' ', math.max(1, #ids - 19)))
  return changed()
end
if not isCurrent then return answer('unchanged') end
if action == 'takeBack' then
  clear()
  return changed()
end
if redis.call('HSETNX', KEYS[1], 'seen ' .. ARGV[3], ARGV[4]) == 0 then return answer('unchanged') end
return changed()
