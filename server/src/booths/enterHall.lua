-- Somebody enters the hall: from now on their credit clock stands still, on every device. Entering twice is entering once.
-- KEYS[1] inside set   KEYS[2] visits hash
-- ARGV[1] person id   ARGV[2] now (ms)
-- Returns 1 where they were not inside before, else 0.
-- A person's visits are JSON: [[from,to],…,[from,null]], the last one open while they are inside.
if redis.call('SADD', KEYS[1], ARGV[1]) == 0 then return 0 end
local visits = redis.call('HGET', KEYS[2], ARGV[1])
local open = '[' .. ARGV[2] .. ',null]'
redis.call('HSET', KEYS[2], ARGV[1], visits and (string.sub(visits, 1, -2) .. ',' .. open .. ']') or ('[' .. open .. ']'))
return 1
