-- A sign of life of a member of staff: they come to the desk, stay, or leave. The time since their last sign
-- counts as worked, and as time in which the booth was staffed, if they were there and not away.
-- KEYS[1] staff   KEYS[2] states hash   KEYS[3] times hash   KEYS[4] staffed hours hash
-- ARGV[1] person id   ARGV[2] now (ms)   ARGV[3] when their presence expires (ms)
-- ARGV[4] here | beat | leave   ARGV[5] here: JSON {name, state or none, picture or none}; else ''
-- ARGV[6] beginning of the hour (ms)
-- Returns JSON of their state at the desk, '' if they are not there. Two pages of one person count once; two
-- people make the booth staffed once. What a killed process does not tell is not counted.
local who, kind = ARGV[1], ARGV[4]
local now = tonumber(ARGV[2])

local function works(id)
  local text = redis.call('HGET', KEYS[2], id)
  return text and cjson.decode(text).state ~= 'away'
end
local function othersWork()
  for _, id in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], '(' .. ARGV[2], '+inf')) do
    if id ~= who and works(id) then return true end
  end
  return false
end
-- Moves the end of what is counted to now, and returns by how much; a sign of a slower server moves nothing.
local function advance(of)
  local last = tonumber(redis.call('HGET', KEYS[3], 'last ' .. of) or ARGV[2])
  if now <= last then return 0 end
  redis.call('HSET', KEYS[3], 'last ' .. of, ARGV[2])
  return now - last
end

local expires = tonumber(redis.call('ZSCORE', KEYS[1], who) or '-1')
if kind == 'beat' and expires < 0 then return '' end
local isHere = expires > now
local worked = isHere and works(who)
if worked then
  redis.call('HINCRBY', KEYS[3], 'ms ' .. who, string.format('%d', advance(who)))
  redis.call('HINCRBY', KEYS[4], ARGV[6], string.format('%d', advance('')))
end

if kind == 'leave' then
  redis.call('ZREM', KEYS[1], who)
  return ''
end
if kind == 'here' then
  local shown = cjson.decode(ARGV[5])
  local before = isHere and redis.call('HGET', KEYS[2], who)
  shown.state = shown.state or (before and cjson.decode(before).state) or 'available'
  redis.call('HSET', KEYS[2], who, cjson.encode(shown))
end
redis.call('ZADD', KEYS[1], ARGV[3], who)
if not worked and works(who) then
  redis.call('HSET', KEYS[3], 'last ' .. who, ARGV[2])
  if not othersWork() then redis.call('HSET', KEYS[3], 'last ', ARGV[2]) end
end
return redis.call('HGET', KEYS[2], who) or ''
