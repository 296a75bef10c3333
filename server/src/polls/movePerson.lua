-- Makes one person's vote in a poll another person's; the vote of the one who stays counts where both voted.
-- KEYS[1] votes hash   KEYS[2] tally hash
-- ARGV[1] id of the person who goes   ARGV[2] id of the person who stays
-- Returns 1 if a vote moved or went, else 0. Nothing changes if it runs again.
local moved = redis.call('HGET', KEYS[1], ARGV[1])
if not moved then return 0 end
redis.call('HDEL', KEYS[1], ARGV[1])
if redis.call('HSETNX', KEYS[1], ARGV[2], moved) == 1 then return 1 end
redis.call('HINCRBY', KEYS[2], 'people', -1)
for _, counted in ipairs(cjson.decode(moved).choice.options or {}) do
  redis.call('HINCRBY', KEYS[2], ':' .. counted, -1)
end
return 1
