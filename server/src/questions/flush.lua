-- Takes all changes that no server has taken yet: each change is taken once.
-- KEYS[1] queue hash   KEYS[2] questions by id   KEYS[3] questions by version   KEYS[4] muted set
-- Returns {version last taken, HGETALL queue, JSON of every question changed since, ids of the muted}.
local from, version = redis.call('HGET', KEYS[1], 'sent') or '0', redis.call('HGET', KEYS[1], 'version') or '0'
if from == version then return { from, redis.call('HGETALL', KEYS[1]), {}, {} } end

local changed = {}
for _, id in ipairs(redis.call('ZRANGEBYSCORE', KEYS[3], '(' .. from, '+inf')) do
  changed[#changed + 1] = redis.call('HGET', KEYS[2], id)
end
redis.call('HSET', KEYS[1], 'sent', version)
return { from, redis.call('HGETALL', KEYS[1]), changed, redis.call('SMEMBERS', KEYS[4]) }
