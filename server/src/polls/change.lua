-- Changes one poll of a session, all or nothing. Every changed poll increments the list's version by one.
-- KEYS[1] polls hash   KEYS[2] by-id hash   KEYS[3] the session's state hash
-- ARGV[1] create | edit | delete | open | close | settle | setOnStage   ARGV[2] poll id   ARGV[3] now (ms)
-- ARGV[4] the version its maker saw ('' for create and settle)
-- ARGV[5] the draft's JSON (create, edit), 1 or 0 (setOnStage), else ''
-- ARGV[6] how many polls a session may have
-- Returns {outcome, poll's state or '', changes}.
--   outcome: ok | missing | stale | status (this status forbids it) | ended (the session has) | many
--   changes: each {poll id, version, version viewers last saw or -1 if hidden from them, draft, state}
-- In the by-id hash, "poll id" holds the draft as written and "poll id state" the rest: Lua must not
-- re-encode JSON with lists, since it turns empty lists into objects.
local action, pollId, now, seen, given = ARGV[1], ARGV[2], tonumber(ARGV[3]), ARGV[4], ARGV[5]
local changes = {}

local function read(id)
  local text = redis.call('HGET', KEYS[2], id .. ' state')
  return text and cjson.decode(text)
end

-- `visible`: viewers see it. They get the version they last saw, so that drafts leave no gaps for them.
local function write(id, state, visible)
  local version = redis.call('HINCRBY', KEYS[1], 'version', 1)
  local told = -1
  if visible then
    told = tonumber(redis.call('HGET', KEYS[1], 'told') or '0')
    redis.call('HSET', KEYS[1], 'told', version)
  end
  local text = ''
  if state then
    state.version = version
    text = cjson.encode(state)
    redis.call('HSET', KEYS[2], id .. ' state', text)
  end
  changes[#changes + 1] = { id, version, told, redis.call('HGET', KEYS[2], id) or '', text }
end

local function answer(outcome)
  return { outcome, redis.call('HGET', KEYS[2], pollId .. ' state') or '', changes }
end

if action == 'create' then
  -- Created before: return its current state.
  if redis.call('HEXISTS', KEYS[2], pollId) == 1 then return answer('ok') end
  if redis.call('HLEN', KEYS[2]) >= 2 * tonumber(ARGV[6]) then return answer('many') end
  local made = tonumber(redis.call('HGET', KEYS[1], 'version') or '0') + 1
  redis.call('HSET', KEYS[2], pollId, given)
  local draft = { status = 'draft', made = made, openedAt = cjson.null, closesAt = cjson.null, onStage = false }
  write(pollId, draft, false)
  return answer('ok')
end

local state = read(pollId)
if not state then return answer('missing') end

-- The timer has closed it, even if nobody has recorded that yet.
local ranOut = state.status == 'open' and state.closesAt ~= cjson.null and state.closesAt <= now
if ranOut then state.status = 'closed' end

if action == 'settle' then
  if ranOut then write(pollId, state, true) end
  return answer('ok')
end

-- Repeating an action succeeds: its first acknowledgement may have been lost.
if action == 'close' and state.status == 'closed' then
  if ranOut then write(pollId, state, true) end
  return answer('ok')
end
local onStage = given == '1'
if action == 'setOnStage' and state.status ~= 'draft' and state.onStage == onStage then
  return answer('ok')
end

if tonumber(seen) ~= state.version then return answer('stale') end

if action == 'close' then
  if state.status ~= 'open' then return answer('status') end
  state.status, state.closesAt = 'closed', now
  write(pollId, state, true)
elseif action == 'setOnStage' then
  if state.status == 'draft' then return answer('status') end
  if onStage and redis.call('HGET', KEYS[3], 'phase') == 'ended' then return answer('ended') end
  if onStage then
    for _, field in ipairs(redis.call('HKEYS', KEYS[2])) do
      local id = string.match(field, '^(%S+) state$')
      local other = id and id ~= pollId and read(id)
      if other and other.onStage then
        other.onStage = false
        write(id, other, true)
      end
    end
  end
  state.onStage = onStage
  write(pollId, state, true)
else
  if state.status ~= 'draft' then return answer('status') end
  if action == 'edit' then
    redis.call('HSET', KEYS[2], pollId, given)
    write(pollId, state, false)
  elseif action == 'delete' then
    redis.call('HDEL', KEYS[2], pollId, pollId .. ' state')
    write(pollId, nil, false)
  elseif action == 'open' then
    if redis.call('HGET', KEYS[3], 'phase') == 'ended' then return answer('ended') end
    local seconds = cjson.decode(redis.call('HGET', KEYS[2], pollId)).seconds
    state.status, state.openedAt = 'open', now
    if type(seconds) == 'number' then state.closesAt = now + seconds * 1000 end
    write(pollId, state, true)
  end
end
return answer('ok')
