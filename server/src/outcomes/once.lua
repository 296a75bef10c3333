-- Stores what a person says once: their answers, a commitment, what became of it. Whoever was first stays.
-- Refused once the results are closed, or if the page was made for other questions or options than there are now.
-- KEYS[1] the plan   KEYS[2] the hash   KEYS[3] who is asked later (optional)
-- ARGV[1] field   ARGV[2] JSON   ARGV[3] what it answers: 'questions', 'options' or ''
-- ARGV[4] the version of that which the page saw, '' for any   ARGV[5] person id   ARGV[6] when (ms), with KEYS[3]
-- Returns the stored JSON, 'closed' or 'changed'.
local part = ARGV[3]
local there = redis.call('HGET', KEYS[2], ARGV[1])
if there then return there end
if redis.call('HEXISTS', KEYS[1], 'closed') == 1 then return 'closed' end
if ARGV[4] ~= '' and redis.call('HGET', KEYS[1], part .. ' version') ~= ARGV[4] then return 'changed' end
redis.call('HSET', KEYS[2], ARGV[1], ARGV[2])
if part ~= '' then redis.call('HSET', KEYS[1], part .. ' used', 1) end
if KEYS[3] then redis.call('ZADD', KEYS[3], ARGV[6], ARGV[5]) end
return ARGV[2]
