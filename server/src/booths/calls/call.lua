-- One step of a call between a visitor and a booth, atomic: if several people take it, one gets it.
-- KEYS[1] calls hash   KEYS[2] call-of hash   KEYS[3] ringing   KEYS[4] missed   KEYS[5] people of calls hash
-- KEYS[6] present   KEYS[7] staff   KEYS[8] staff states hash
-- ARGV[1] request | cancel | accept | offer | answer | decline | join | leave | end | settle
-- ARGV[2] call id: a new one (request, offer), else the call's   ARGV[3] now (ms)
-- ARGV[4] the acting visitor's id, or the one the staff ask (offer); '' for the staff
-- ARGV[5] JSON {staffId, name} of the acting member of staff; '' for the visitor
-- ARGV[6] most people in a call
-- Returns {outcome, call id, call's JSON or '', state before or ''}.
--   outcome: ok | missing | taken (by a colleague) | state (this state allows no such step) | absent (the
--     visitor is not there) | busy (there is a call with that visitor already) | full
-- Only a visitor's last ended call is kept; asking again after a missed call reuses it.
-- In the people hash a field is "call id who"; in call-of "visitor id", "missed visitor id" of the last
-- missed call, and "over visitor id" of the last ended call; "taken " counts the calls that took place.
local action, id, now, visitor, staffText = ARGV[1], ARGV[2], tonumber(ARGV[3]), ARGV[4], ARGV[5]
local staff = staffText ~= '' and cjson.decode(staffText) or nil

local function read(callId)
  local text = redis.call('HGET', KEYS[1], callId)
  return text and cjson.decode(text)
end

local function answer(outcome, callId, before)
  return { outcome, callId, redis.call('HGET', KEYS[1], callId) or '', before or '' }
end

local function write(call) redis.call('HSET', KEYS[1], id, cjson.encode(call)) end

local function isThere(key, who)
  local expires = redis.call('ZSCORE', key, who)
  return expires and tonumber(expires) > now
end

local function isStaffed()
  for _, who in ipairs(redis.call('ZRANGEBYSCORE', KEYS[7], '(' .. now, '+inf')) do
    local text = redis.call('HGET', KEYS[8], who)
    if text and cjson.decode(text).state ~= 'away' then return true end
  end
  return false
end

local function people()
  local found = {}
  for _, field in ipairs(redis.call('HKEYS', KEYS[5])) do
    local of, who = string.match(field, '^(%S+) (%S+)$')
    if of == id then found[#found + 1] = who end
  end
  return found
end

local function miss(call)
  local earlier = redis.call('HGET', KEYS[2], 'missed ' .. call.visitorId)
  if earlier then redis.call('ZREM', KEYS[4], earlier) end
  if earlier and earlier ~= id then redis.call('HDEL', KEYS[1], earlier) end
  redis.call('ZADD', KEYS[4], now, id)
  redis.call('HSET', KEYS[2], 'missed ' .. call.visitorId, id)
end

-- The call no longer rings, waits or runs.
local function finish(call, state)
  call.state, call.endedAt = state, now
  write(call)
  redis.call('HDEL', KEYS[2], call.visitorId)
  redis.call('ZREM', KEYS[3], id)
  for _, who in ipairs(people()) do redis.call('HDEL', KEYS[5], id .. ' ' .. who) end
  local last = redis.call('HGET', KEYS[2], 'over ' .. call.visitorId)
  if last and last ~= id then redis.call('HDEL', KEYS[1], last) end
  redis.call('HSET', KEYS[2], 'over ' .. call.visitorId, id)
end

if action == 'request' or action == 'offer' then
  if not isThere(KEYS[6], visitor) then return { 'absent', '', '', '' } end
  local open = redis.call('HGET', KEYS[2], visitor)
  if open then return answer(action == 'request' and 'ok' or 'busy', open, read(open).state) end
  local call = { visitorId = visitor, askedAt = now }
  if action == 'offer' then
    call.state, call.staff = 'offered', staff
  elseif isStaffed() then
    call.state = 'ringing'
    redis.call('ZADD', KEYS[3], redis.call('HINCRBY', KEYS[2], 'order ', 1), id)
  else
    local earlier = redis.call('HGET', KEYS[2], 'missed ' .. visitor)
    if earlier and read(earlier) then id = earlier end
    call.state, call.endedAt = 'missed', now
    miss(call)
  end
  write(call)
  if call.state ~= 'missed' then redis.call('HSET', KEYS[2], visitor, id) end
  return answer('ok', id)
end

local call = read(id)
-- A visitor must not even learn that another visitor's call exists.
if not call or (not staff and call.visitorId ~= visitor) then return { 'missing', '', '', '' } end
local before = call.state
local function is(...)
  for _, state in ipairs({ ... }) do
    if before == state then return true end
  end
  return false
end

-- A repeated step succeeds: its acknowledgement may have been lost.
if action == 'cancel' then
  if is('cancelled', 'missed') then return answer('ok', id, before) end
  if not is('ringing') then return answer('state', id, before) end
  finish(call, 'cancelled')
elseif action == 'accept' then
  if is('active') then return answer(call.staff.staffId == staff.staffId and 'ok' or 'taken', id, before) end
  if not is('ringing') then return answer('state', id, before) end
  call.state, call.staff, call.activeAt = 'active', staff, now
  redis.call('HINCRBY', KEYS[2], 'taken ', 1)
  redis.call('ZREM', KEYS[3], id)
  write(call)
elseif action == 'answer' then
  if is('active') then return answer('ok', id, before) end
  if not is('offered') then return answer('state', id, before) end
  call.state, call.activeAt = 'active', now
  redis.call('HINCRBY', KEYS[2], 'taken ', 1)
  write(call)
elseif action == 'decline' then
  if is('declined') then return answer('ok', id, before) end
  if not is('offered') then return answer('state', id, before) end
  finish(call, 'declined')
elseif action == 'join' then
  if not is('active') then return answer('state', id, before) end
  local who = id .. ' ' .. (staff and staff.staffId or visitor)
  if redis.call('HEXISTS', KEYS[5], who) == 0 then
    -- Keep the visitor's place.
    local others = 0
    for _, each in ipairs(people()) do
      if each ~= call.visitorId then others = others + 1 end
    end
    if staff and others + 1 >= tonumber(ARGV[6]) then return answer('full', id, before) end
    redis.call('HSET', KEYS[5], who, 1)
  end
elseif action == 'leave' then
  if is('active') then
    redis.call('HDEL', KEYS[5], id .. ' ' .. (staff and staff.staffId or visitor))
    local others = 0
    for _, each in ipairs(people()) do
      if each ~= call.visitorId then others = others + 1 end
    end
    if not staff or others == 0 then finish(call, 'ended') end
  end
elseif action == 'end' then
  if is('active') then
    finish(call, 'ended')
  elseif is('offered') and staff then
    finish(call, 'cancelled')
  elseif not is('ended', 'cancelled') then
    return answer('state', id, before)
  end
elseif action == 'settle' then
  if is('answered') then return answer('ok', id, before) end
  if not is('missed') then return answer('state', id, before) end
  call.state, call.staff = 'answered', staff
  write(call)
  redis.call('ZREM', KEYS[4], id)
  if redis.call('HGET', KEYS[2], 'missed ' .. call.visitorId) == id then
    redis.call('HDEL', KEYS[2], 'missed ' .. call.visitorId)
  end
end
return answer('ok', id, before)
