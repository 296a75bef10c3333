-- Moves a session to its next phase; two moderators pressing at once move it once. Stage, questions and polls
-- follow in the same step, so that no crash leaves a break audible or an ended session's poll open.
-- KEYS[1] the session's state hash   KEYS[2] stage hash   KEYS[3] queue hash   KEYS[4] questions by id
-- KEYS[5] questions by version   KEYS[6] polls by id   KEYS[7] intents   KEYS[8] the session's plan
-- KEYS[9] times on stage
-- ARGV[1] start | pause | resume | end   ARGV[2] now (ms)   ARGV[3] announced end of the pause (ms) or ''
-- ARGV[4] how many breaks there may be
-- ARGV[5] the head of its intent, '' if it is not evidence   ARGV[6] JSON of its ledger entry
-- ARGV[7] for a start, the version of the plan that may go live, 0 without a plan
-- Returns {1, HGETALL} if it moved, {0, HGETALL} if this phase forbids the move, {-1, HGETALL} if there are
-- too many breaks, {-2, HGETALL} if the plan has another version.
local from = { start = { scheduled = true }, pause = { live = true }, resume = { paused = true },
               ['end'] = { live = true, paused = true } }
local phase = redis.call('HGET', KEYS[1], 'phase') or 'scheduled'
local action, now = ARGV[1], ARGV[2]
if not from[action][phase] then
  return { 0, redis.call('HGETALL', KEYS[1]) }
end

-- Whoever takes an approval back changes the plan: it cannot come between the check and the start.
if action == 'start' then
  local plan = redis.call('GET', KEYS[8])
  local version = plan and cjson.decode(plan).version or 0
  if version ~= tonumber(ARGV[7]) then return { -2, redis.call('HGETALL', KEYS[1]) } end
end

local breaks = cjson.decode(redis.call('HGET', KEYS[1], 'breaks') or '[]')
if action == 'pause' and #breaks >= tonumber(ARGV[4]) then return { -1, redis.call('HGETALL', KEYS[1]) } end

-- Questions are closed, and none is live or pinned.
local function closeQuestions()
  local version = redis.call('HINCRBY', KEYS[3], 'version', 1)
  redis.call('HSET', KEYS[3], 'open', '0')
  for _, pointer in ipairs({ 'live', 'pinned' }) do
    local id = redis.call('HGET', KEYS[3], pointer)
    local text = id and redis.call('HGET', KEYS[4], id)
    if text then
      local question = cjson.decode(text)
      if question.status == 'live' then question.status, question.answeredAt = 'answered', tonumber(now) end
      question.pinned, question.version, question.edited = false, version, version
      redis.call('HSET', KEYS[4], id, cjson.encode(question))
      redis.call('ZADD', KEYS[5], version, id)
    end
    redis.call('HDEL', KEYS[3], pointer)
  end
end

-- Their time is over; the next reader records and announces that (`settle` in polls/change.lua).
local function closePolls()
  for _, field in ipairs(redis.call('HKEYS', KEYS[6])) do
    local poll = string.find(field, ' state$') and cjson.decode(redis.call('HGET', KEYS[6], field))
    if poll and poll.status == 'open' and (poll.closesAt == cjson.null or poll.closesAt > tonumber(now)) then
      poll.closesAt = tonumber(now)
      redis.call('HSET', KEYS[6], field, cjson.encode(poll))
    end
  end
end

local open = breaks[#breaks]
if phase == 'paused' and open and open.to == cjson.null then
  open.to = tonumber(now)
end
if action == 'start' then
  redis.call('HSET', KEYS[1], 'phase', 'live', 'liveAt', now)
  -- Those on stage are in it already. A session that is no evidence needs no times.
  if ARGV[5] ~= '' then redis.call('HSET', KEYS[9], ':kept', 1) end
elseif action == 'pause' then
  breaks[#breaks + 1] = { from = tonumber(now), to = cjson.null }
  redis.call('HSET', KEYS[1], 'phase', 'paused', 'resumesAt', ARGV[3])
elseif action == 'resume' then
  redis.call('HSET', KEYS[1], 'phase', 'live', 'resumesAt', '')
else
  redis.call('HSET', KEYS[1], 'phase', 'ended', 'endedAt', now, 'resumesAt', '')
  closeQuestions()
  closePolls()
  if redis.call('HEXISTS', KEYS[9], ':kept') == 0 then redis.call('DEL', KEYS[9]) end
end
-- A break changes what viewers see of the stage, and media nodes go by its version.
if action ~= 'start' then redis.call('HINCRBY', KEYS[2], 'version', 1) end
redis.call('HSET', KEYS[1], 'breaks', #breaks == 0 and '[]' or cjson.encode(breaks))
redis.call('HINCRBY', KEYS[1], 'version', 1)
if ARGV[5] ~= '' then
  redis.call('HSET', KEYS[7], 'moves', (redis.call('HGET', KEYS[7], 'moves') or ARGV[5]) .. '\n' .. ARGV[6])
end
return { 1, redis.call('HGETALL', KEYS[1]) }
