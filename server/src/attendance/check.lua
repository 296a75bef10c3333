-- One step of a person's attention checks in a session. A check's result is stored together with its intent.
-- KEYS[1] checks   KEYS[2] intents
-- ARGV[1] person id   ARGV[2] send | note | answer | extend | close   ARGV[3] check number   ARGV[4] now (ms)
-- ARGV[5] the head of the intent, '' if this step is no evidence
-- ARGV[6] send, note: the window   extend: seconds added   close: proven | missed | postponed | cancelled
-- ARGV[7] send: seconds to answer   note: proven | postponed   close: when it was proven (ms), or 0
-- ARGV[8] note: when it was due or proven (ms)   ARGV[9] note: the end of its time (ms)
-- Returns {outcome, JSON of all of the person's checks or ''}.
--   outcome: done | same (it was so already) | unknown | late | answered | early (its time is not over)
-- Stored as a list of [window, sentAt, dueAt, answeredAt or 0, extended 0 or 1,
-- result recorded or pending 0 or 1, outcome, shown on a page 0 or 1].
local person, step, number, now = ARGV[1], ARGV[2], tonumber(ARGV[3]), tonumber(ARGV[4])
local text = redis.call('HGET', KEYS[1], person)
local checks = text and cjson.decode(text) or {}

-- `answeredAt`: when it was answered or proven, else 0.
local function done(answeredAt)
  if ARGV[5] ~= '' then
    checks[number + 1][6] = 1
    local place = 'checks ' .. person
    local pending = redis.call('HGET', KEYS[2], place) or ARGV[5]
    redis.call('HSET', KEYS[2], place, string.format('%s\n%d %d', pending, number, answeredAt))
  end
  text = cjson.encode(checks)
  redis.call('HSET', KEYS[1], person, text)
  return { 'done', text }
end

if step == 'send' or step == 'note' then
  -- The first server wins.
  if number ~= #checks then return { 'same', text or '' } end
  local window, from = tonumber(ARGV[6]), tonumber(ARGV[8])
  if step == 'send' then
    checks[number + 1] = { window, now, now + tonumber(ARGV[7]) * 1000, 0, 0, 0, '', 1 }
  else
    checks[number + 1] = { window, from, tonumber(ARGV[9]), 0, 0, 0, ARGV[7], 0 }
  end
  return done(ARGV[7] == 'proven' and from or 0)
end

local check = checks[number + 1]
if not check then return { 'unknown', text or '' } end
local late = now > check[3]

if step == 'answer' then
  if check[4] > 0 then return { 'same', text } end
  if late or check[7] ~= '' then return { 'late', text } end
  check[4] = now
  return done(now)
elseif step == 'extend' then
  if check[4] > 0 then return { 'answered', text } end
  if late or check[7] ~= '' then return { 'late', text } end
  if check[5] == 1 then return { 'same', text } end
  check[3], check[5] = check[3] + tonumber(ARGV[6]) * 1000, 1
  return done(0)
end
if check[4] > 0 then return { 'answered', text } end
if check[7] ~= '' then return { 'same', text } end
if not late then return { 'early', text } end
check[7] = ARGV[6]
return done(tonumber(ARGV[7]))
