-- One step of a person's attention checks in a session.
-- KEYS[1] checks
-- ARGV[1] person id   ARGV[2] send | note | answer | recorded | extend | close   ARGV[3] number of the check
-- ARGV[4] now (ms)
-- ARGV[5] send, note: the window it is for   extend: what is added, in s   close: proven | missed | postponed | cancelled
-- ARGV[6] send: how long there is to answer, in s   note: proven | postponed
-- ARGV[7] note: when it was due, or proven (ms)   ARGV[8] note: the end of that time (ms)
-- Returns {outcome, JSON of all of the person's checks or ''}.
--   outcome: done | same (it was so already) | unknown | late | answered | early (its time is not over)
-- Kept as a list of [window, sentAt, dueAt, answeredAt or 0, extended 0 or 1, its outcome in the ledger 0 or 1, outcome,
-- shown on a page 0 or 1].
local person, step, number, now = ARGV[1], ARGV[2], tonumber(ARGV[3]), tonumber(ARGV[4])
local text = redis.call('HGET', KEYS[1], person)
local checks = text and cjson.decode(text) or {}

local function done()
  text = cjson.encode(checks)
  redis.call('HSET', KEYS[1], person, text)
  return { 'done', text }
end

if step == 'send' or step == 'note' then
  -- Of several servers the first one does it.
  if number ~= #checks then return { 'same', text or '' } end
  if step == 'send' then
    checks[number + 1] = { tonumber(ARGV[5]), now, now + tonumber(ARGV[6]) * 1000, 0, 0, 0, '', 1 }
  else
    checks[number + 1] = { tonumber(ARGV[5]), tonumber(ARGV[7]), tonumber(ARGV[8]), 0, 0, 0, ARGV[6], 0 }
  end
  return done()
end

local check = checks[number + 1]
if not check then return { 'unknown', text or '' } end
local late = now > check[3]

if step == 'answer' then
  if check[4] > 0 then return { 'same', text } end
  if late or check[7] ~= '' then return { 'late', text } end
  check[4] = now
  return done()
elseif step == 'recorded' then
  check[6] = 1
  return done()
elseif step == 'extend' then
  if check[4] > 0 then return { 'answered', text } end
  if late or check[7] ~= '' then return { 'late', text } end
  if check[5] == 1 then return { 'same', text } end
  check[3], check[5] = check[3] + tonumber(ARGV[5]) * 1000, 1
  return done()
end
if check[4] > 0 then return { 'answered', text } end
if check[7] ~= '' then return { 'same', text } end
if not late then return { 'early', text } end
check[7] = ARGV[5]
return done()
