-- A session's whole queue at one moment, with one person's votes.
-- KEYS[1] queue hash   KEYS[2] questions by id   KEYS[3] votes hash   KEYS[4] muted set
-- ARGV[1] person id
-- Returns {HGETALL queue, JSON of every question, ids of the questions the person pressed, ids of the muted}.
local pressed = {}
for _, id in ipairs(redis.call('HKEYS', KEYS[2])) do
  if redis.call('HEXISTS', KEYS[3], id .. ' ' .. ARGV[1]) == 1 then pressed[#pressed + 1] = id end
end
local queue, questions = redis.call('HGETALL', KEYS[1]), redis.call('HVALS', KEYS[2])
return { queue, questions, pressed, redis.call('SMEMBERS', KEYS[4]) }
